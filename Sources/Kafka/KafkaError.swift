// SPDX-License-Identifier: Apache-2.0

/// What went wrong at the boundary to Kafka, said so that a person can act on it.
///
/// Thrown by calls, delivered in the record stream (`RecordBatch.error(at:)`) where it belongs to a
/// partition, and as a `KafkaNotice` where it belongs to a connection.
public struct KafkaError: Error, Hashable, Sendable {
    /// The kind of failure; compare it with the named constants.
    public let code: Code
    /// Whether the same call may succeed later without anybody's doing.
    public let isRetriable: Bool
    /// Whether the client that reported it cannot be used any more and must be made anew.
    public let isFatal: Bool
    /// One sentence: what failed, where, and what to do.
    public let reason: String

    /// Makes an error with its own sentence.
    ///
    /// - Parameters:
    ///   - code: the kind.
    ///   - reason: what failed, where, and what to do.
    ///   - isRetriable: nil takes what is usual for the kind.
    ///   - isFatal: whether the client is lost.
    public init(code: Code, reason: String, isRetriable: Bool? = nil, isFatal: Bool = false) {
        self.code = code
        self.reason = reason
        self.isRetriable = !isFatal && (isRetriable ?? code.isUsuallyTransient)
        self.isFatal = isFatal
    }

    /// Makes an error whose sentence follows from its kind.
    ///
    /// - Parameters:
    ///   - code: the kind.
    ///   - subject: what it is about, such as `topic clicks`; nil when only the detail tells.
    ///   - detail: the words of the broker or of the client library; empty when there are none.
    ///   - isFatal: whether the client is lost.
    public init(code: Code, subject: String?, detail: String, isFatal: Bool = false) {
        self.init(
            code: code,
            reason: Self.sentence(code: code, subject: subject, detail: detail),
            isFatal: isFatal
        )
    }
}

extension KafkaError: CustomStringConvertible {
    /// The sentence.
    public var description: String { reason }
}
