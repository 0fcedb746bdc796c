// SPDX-License-Identifier: Apache-2.0

/// What came of a request.
enum PushAnswer: Sendable, Equatable {
    /// Of a body at most so much is told, bytes.
    static let mostExcerptBytes = 200

    /// An answer, with the beginning of its body.
    case status(Int, excerpt: String)
    /// No answer, for that reason.
    case none(String)

    /// What it means for what was sent.
    enum Verdict: String, Sendable, CaseIterable {
        /// It was taken.
        case accepted
        /// It will never be taken: the same again makes no sense.
        case refused
        /// It may be taken later.
        case failed
    }

    /// What it means.
    ///
    /// Of 4xx only those speak of the content; others (a wrong path, missing rights, too many requests)
    /// pass when somebody acts, and what is to be told then still counts.
    var verdict: Verdict {
        switch self {
        case .status(200..<300, _): .accepted
        case .status(400, _), .status(413, _), .status(415, _), .status(422, _): .refused
        default: .failed
        }
    }

    /// Tells causes apart: the same as long as the same is wrong.
    var cause: String {
        switch self {
        case .status(let status, _): "it answers with status \(status)"
        case .none(let reason): reason
        }
    }

    /// The cause, and what the receiver says to it.
    var sentence: String {
        guard case .status(_, let excerpt) = self, !excerpt.isEmpty else { return cause }
        return "\(cause): \(excerpt)"
    }

    /// Bytes from elsewhere as one harmless line of text.
    static func excerpt(_ bytes: [UInt8]) -> String {
        let clean = bytes.prefix(mostExcerptBytes).map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
        return String(decoding: clean, as: UTF8.self)
    }
}
