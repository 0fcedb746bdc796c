// SPDX-License-Identifier: Apache-2.0

/// A record that the broker did not take.
public struct DeliveryFailure: Hashable, Sendable {
    /// The number that the record was enqueued with.
    public let tag: UInt64
    /// Why; `isRetriable` tells whether the same record may be enqueued again.
    public let error: KafkaError

    /// Makes a failure.
    public init(tag: UInt64, error: KafkaError) {
        self.tag = tag
        self.error = error
    }
}
