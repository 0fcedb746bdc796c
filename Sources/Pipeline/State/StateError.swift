// SPDX-License-Identifier: Apache-2.0

/// Why stored state cannot be taken.
public struct StateError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Reason: Sendable {
        /// Bytes are missing, or there are too many.
        case damaged
        /// It was written by a program with another layout.
        case otherVersion
        /// It belongs to another application.
        case foreign
        /// It was written with other definitions.
        case otherDefinitions
        /// What it holds does not fit the limits of the settings.
        case noRoom
    }

    /// What kind of fault it is.
    public let reason: Reason
    /// One sentence: what is wrong, and where.
    public let description: String

    /// An error with its sentence.
    public init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}
