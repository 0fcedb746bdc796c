// SPDX-License-Identifier: Apache-2.0

import Glibc
import Settings
import YAMLText

/// What stands behind a command's name, checked against the command's options.
struct Arguments: Sendable, Equatable {
    /// Values by option name, in the order given; of an option without a value, one empty text.
    var values: [String: [String]] = [:]
    /// What is no option.
    var operands: [String] = []
    /// Variables that may override settings.
    var environment: [String: String] = [:]

    /// Whether an option was given.
    func has(_ option: String) -> Bool { values[option] != nil }

    /// The value of an option that is given at most once.
    func text(_ option: String) -> String? { values[option]?.last }

    /// A whole number.
    ///
    /// - Throws: usage, when it is no number of the range.
    func number<Number: FixedWidthInteger>(
        _ option: String,
        in range: ClosedRange<Number>
    ) throws(ProgramError) -> Number? {
        guard let text = text(option) else { return nil }
        guard let number = Number(text), range.contains(number) else {
            throw .usage(
                "--\(option) must be a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound), not '\(text)'; write digits only"
            )
        }
        return number
    }

    /// A duration as settings write it.
    ///
    /// - Throws: usage, when it is none or shorter than a second.
    func duration(_ option: String) throws(ProgramError) -> Duration? {
        guard let text = text(option) else { return nil }
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
            1...86_400_000 ~= count
        else {
            throw .usage(
                "--\(option) must be a duration, not '\(text)'; write a whole number and a unit "
                    + "(s, m, h, d), such as 30s"
            )
        }
        return .seconds(count * unit)
    }

    /// The value of an option that the command cannot do without.
    func required(_ option: String, _ what: String) throws(ProgramError) -> String {
        guard let value = text(option) else {
            throw .usage("--\(option) is missing; add \(what)")
        }
        return value
    }

    /// The settings that `--config`, `--set` and the environment give.
    func settings(for purpose: SettingsPurpose) throws(ProgramError) -> Settings {
        do throws(SettingsErrors) {
            return try Settings.load(
                file: text(CommandOption.config.name),
                overrides: values[CommandOption.set.name] ?? [],
                environment: environment,
                for: purpose
            )
        } catch {
            throw ProgramError(error)
        }
    }
}
