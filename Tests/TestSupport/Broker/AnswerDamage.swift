// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Damages records on their way to who fetches them; a judge of `BrokerProxy`.
public final class AnswerDamage: Sendable {
    private static let fetch: Int16 = 1

    private let marker: [UInt8]
    private let left: Atomic<Int>

    /// Damages the first bytes that are a text, in the next answers that have it.
    ///
    /// - Parameters:
    ///   - marker: a text of one record, which is not compressed.
    ///   - times: in so many answers.
    public init(at marker: String, times: Int = .max) {
        self.marker = Array(marker.utf8)
        left = Atomic(times)
    }

    /// Judges a step of a connection.
    public func judge(_ step: BrokerProxy.Step) -> BrokerProxy.Verdict {
        guard step.api == Self.fetch, step.isAnswer else { return .pass }
        return .change { [self] bytes in
            guard let place = bytes.firstRange(of: marker)?.lowerBound else { return bytes }
            guard left.subtract(1, ordering: .relaxed).newValue >= 0 else { return bytes }
            var bytes = bytes
            bytes[place] ^= 1
            return bytes
        }
    }
}
