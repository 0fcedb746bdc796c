// SPDX-License-Identifier: Apache-2.0

/// What `state verify` says of one thing that it looked at.
struct StateFinding: Codable, Equatable, Sendable {
    /// How bad it is.
    enum Level: String, Codable, Sendable {
        /// As it must be.
        case sound
        /// Worth knowing; a daemon starts all the same.
        case note
        /// A daemon does not start, or what it tells may be wrong.
        case fault
    }

    /// How bad it is.
    let level: Level
    /// One sentence.
    let text: String

    /// A finding.
    init(_ level: Level, _ text: String) {
        self.level = level
        self.text = text
    }

    /// A line for the terminal.
    var line: String {
        let word = level == .fault ? "FAULT" : level.rawValue
        return word + String(repeating: " ", count: 7 - word.count) + text + "\n"
    }
}
