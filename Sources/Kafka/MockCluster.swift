// SPDX-License-Identifier: Apache-2.0

/// A cluster inside this process, for tests of fault paths and for demonstrations.
///
/// It listens on loopback, so other processes can connect. It keeps 5 MiB and 100,000 batches of
/// each partition, has no index by time (a start by time is the end), no administration of topics and
/// no real transactions: it cannot prove exactly-once. Set `fetch.wait.max.ms` to 20 or less for
/// clients of it, since it answers an empty fetch only after that time.
///
/// - Note: thread: any. The cluster ends with this object.
public final class MockCluster: Sendable {
    /// A request of the Kafka protocol, for `pushErrors`.
    public struct Request: RawRepresentable, Hashable, Sendable {
        /// The protocol's number.
        public let rawValue: Int16

        /// Takes any number, known or not.
        public init(rawValue: Int16) {
            self.rawValue = rawValue
        }

        /// Writing records.
        public static let produce = Self(rawValue: 0)
        /// Reading records.
        public static let fetch = Self(rawValue: 1)
        /// Finding offsets by time and the ends of partitions.
        public static let listOffsets = Self(rawValue: 2)
        /// Asking for topics.
        public static let metadata = Self(rawValue: 3)
        /// Asking for the offsets that a group has stored.
        public static let offsetFetch = Self(rawValue: 9)
        /// Finding the coordinator of a group or of a transactional id.
        public static let findCoordinator = Self(rawValue: 10)
        /// Beginning an idempotent or transactional producer.
        public static let initProducerID = Self(rawValue: 22)
        /// Announcing partitions that a transaction writes to.
        public static let addPartitionsToTransaction = Self(rawValue: 24)
        /// Announcing a group whose offsets a transaction sends.
        public static let addOffsetsToTransaction = Self(rawValue: 25)
        /// Committing or aborting a transaction.
        public static let endTransaction = Self(rawValue: 26)
        /// Sending a group's offsets in a transaction.
        public static let transactionalOffsetCommit = Self(rawValue: 28)
    }

    private let handle: MockHandle

    /// Starts a cluster.
    ///
    /// - Parameter brokerCount: their ids are 1 to this number.
    /// - Throws: when no socket can be opened.
    public init(brokerCount: Int = 1) throws(KafkaError) {
        handle = try MockHandle(brokerCount: brokerCount)
    }

    /// What to set `bootstrap.servers` to.
    public var bootstrapServers: String { handle.bootstrapServers }

    /// Creates a topic; one that is only written to or asked for by a producer gets 4 partitions.
    public func createTopic(_ name: String, partitionCount: Int = 1) throws(KafkaError) {
        try handle.createTopic(name, partitionCount: partitionCount)
    }

    /// Makes every answer of every broker take at least this long.
    public func setRoundTripTime(milliseconds: Int) {
        handle.setRoundTripTime(milliseconds: milliseconds)
    }

    /// Lets the next requests of a kind fail, one for each code.
    ///
    /// `.connectionFailed` breaks the connection instead of answering.
    public func pushErrors(_ request: Request, _ codes: [KafkaError.Code]) {
        handle.pushErrors(request.rawValue, codes.map(\.rawValue))
    }

    /// Lets questions about a topic fail until it is given nil.
    public func setError(ofTopic topic: String, _ code: KafkaError.Code?) {
        handle.setError(ofTopic: topic, code?.rawValue ?? 0)
    }

    /// Has a broker lead a partition from now on; connections stay.
    ///
    /// - Parameters:
    ///   - broker: its id.
    ///   - partition: exists.
    public func setLeader(_ broker: Int32, of partition: TopicPartition) {
        handle.setLeader(broker, of: partition)
    }

    /// Cuts all connections and refuses new ones; records are kept.
    ///
    /// - Parameter broker: an id, or nil for all.
    public func takeDown(broker: Int32? = nil) {
        handle.setUp(false, broker: broker ?? -1)
    }

    /// Accepts connections again.
    ///
    /// - Parameter broker: an id, or nil for all.
    public func bringUp(broker: Int32? = nil) {
        handle.setUp(true, broker: broker ?? -1)
    }
}
