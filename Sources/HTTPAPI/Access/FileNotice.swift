// SPDX-License-Identifier: Apache-2.0

/// That a file of a token or a certificate changed, and what came of it.
public struct FileNotice: Sendable, Equatable {
    /// One sentence; no secret is in it.
    public let text: String
    /// Whether the file cannot be used, so that what was there before goes on.
    public let isProblem: Bool

    /// What is in use now is what the file holds.
    static func taken(_ text: String) -> FileNotice { FileNotice(text: text, isProblem: false) }

    /// What is in use is what it was.
    static func refused(_ text: String) -> FileNotice { FileNotice(text: text, isProblem: true) }
}
