// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// What became of a sequence of records that was to be delivered.
public struct DeliveryResult: Sendable {
    /// Why the delivery ended.
    public enum Ending: Hashable, Sendable {
        /// Every record is on its topic, except the `refusals`.
        case delivered
        /// It was told to stop.
        case stopped
        /// The broker refuses what must not be lost, for good: a person must mend it.
        ///
        /// No record is named where it does not take any from this user.
        case refused(record: Int?, KafkaError)
        /// The producer cannot be used any more; a new one must send what is undelivered.
        case producerLost(KafkaError)
    }

    /// An optional record that was given up.
    public struct Refusal: Hashable, Sendable {
        /// Its number.
        public let record: Int
        /// Why it cannot be written.
        public let error: KafkaError
    }

    /// Why it ended.
    public let ending: Ending
    /// The optional records that were refused for good, in the order of their refusal.
    public let refusals: [Refusal]
    /// The records without proof of delivery, ascending; none when all were delivered.
    ///
    /// After `stopped` and `refused` some of them may be stored, and the producer may still hold
    /// some; after `producerLost` it holds none.
    public let undelivered: [Int]
    /// How many times a record was sent again.
    public let retryCount: Int
}
