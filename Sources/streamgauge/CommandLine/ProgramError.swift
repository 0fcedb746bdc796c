// SPDX-License-Identifier: Apache-2.0

import Kafka
import Settings
import YAMLText

/// Why a command ends: an exit code and lines that say what, where and what to do.
struct ProgramError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The code that the process ends with.
    let code: ExitCode
    /// One line for each fault, without a line end; empty: there is nothing to say.
    let description: String
    /// Whether the same may succeed later.
    let isRetriable: Bool

    /// An error.
    init(_ code: ExitCode, _ description: String, isRetriable: Bool = false) {
        self.code = code
        self.description = description
        self.isRetriable = isRetriable
    }

    /// The command line is wrong.
    static func usage(_ description: String) -> ProgramError { ProgramError(.usage, description) }

    /// Nobody reads the output any more, so there is nobody to tell.
    static let outputClosed = ProgramError(.io, "")
}

extension ProgramError {
    /// A broker cannot be reached, or refuses something.
    init(_ error: KafkaError) {
        let isSetting = error.code == .invalidArgument || error.code.needsAttention
        self.init(
            isSetting ? .settings : .unavailable,
            error.reason,
            isRetriable: error.isRetriable && !isSetting
        )
    }

    /// The settings are wrong.
    init(_ errors: SettingsErrors) { self.init(.settings, errors.description) }

    /// One setting is wrong.
    init(_ error: SettingsError) { self.init(.settings, error.description) }
}
