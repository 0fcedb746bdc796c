// SPDX-License-Identifier: Apache-2.0

public import YAMLText

/// All faults found in one reading of the settings, in the order of the file.
public struct SettingsErrors: Error, Sendable, Hashable, CustomStringConvertible {
    /// The faults, at least one; the first decides where only one line is printed.
    public let errors: [SettingsError]

    /// The fault that comes first in the file.
    public var first: SettingsError { errors[0] }

    /// One fault.
    init(_ error: SettingsError) {
        errors = [error]
    }

    /// The faults sorted by place, or nil when there is none.
    public init?(_ errors: [SettingsError]) {
        guard !errors.isEmpty else { return nil }
        let last = (Int.max, Int.max)
        let sorted = errors.enumerated().sorted { a, b in
            let (x, y) = (a.element.location?.order ?? last, b.element.location?.order ?? last)
            return (x.0, x.1, a.offset) < (y.0, y.1, b.offset)
        }
        self.errors = sorted.map(\.element)
    }

    /// One line for each fault.
    public var description: String {
        errors.map(\.description).joined(separator: "\n")
    }
}
