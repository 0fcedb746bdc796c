// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// Reads partitions from the brokers that lead them, without the client library's queues.
///
/// One thread asks, receives, decompresses and hands out, so a record is in the cache when it is
/// decoded, and nothing is allocated or locked for it. The next question to a broker is on its way
/// while an answer is read. The library still says where leaders are, and makes its own connection,
/// whose troubles arrive as notices.
///
/// Used by one thread at a time: the consumer's lock sees to it.
@safe final class DirectReader: @unchecked Sendable {
    // @unchecked: the lock of the consumer that owns it guards it.

    /// At most so many decompressed bytes are handed out at once: they should stay in the cache.
    static let burstBytes = 1 << 20
    static let leaderBackoff: Int64 = 100
    static let leastPatience = 200
    static let longestPatience = 2_000
    /// How often a batch is read that cannot be, and how long after each try it is asked for again, ms:
    /// what was damaged on its way is sound the next time.
    static let readTries = 4
    static let readPause: Int64 = 500

    var partitions: [FetchedPartition] = []
    let settings: FetchSettings
    let client: ClientHandle
    let marks: PartitionMarks
    var indexes: [TopicPartition: Int] = [:]
    var links: [BrokerAddress: BrokerLink] = [:]
    let pool = ContentPool()
    /// The part that is read at the moment, the link it came by, and its open batch.
    var part: FetchAnswer.Part?
    var partLink: BrokerLink?
    var aborted = AbortedTransactions()
    var walk: RecordWalk?
    var isWalkDecompressed = false
    /// Links whose answers may still be read by the batch that was filled last.
    var retired: [BrokerLink] = []
    var errors: [(index: Int, error: KafkaError)] = []
    var leadersDue: Int64 = 0
    /// How long the library may take to say where leaders are, ms; longer where it was not enough.
    var leaderPatience = DirectReader.leastPatience
    /// Questions asked so far, and answers taken: each has its number.
    var questionCount = 0
    var answerCount = 0
    /// Whether the library could say where leaders are, when it was asked last.
    var areLeadersTold = false
    /// Whether what comes next belongs into the next batch.
    var isInterrupted = false

    init(_ settings: FetchSettings, client: ClientHandle, marks: PartitionMarks) {
        self.settings = settings
        self.client = client
        self.marks = marks
    }

    /// Begins to read further partitions at these offsets.
    func add(_ list: [(TopicPartition, Int64)]) {
        for (name, offset) in list {
            indexes[name] = partitions.count
            partitions.append(FetchedPartition(name: name, next: offset, position: offset))
        }
        leadersDue = 0
    }

    /// Reads a partition from another offset, also one whose reading had ended.
    func seek(_ name: TopicPartition, to offset: Int64) {
        guard let index = indexes[name] else { return }
        forgetUnread(index)
        partitions[index].next = offset
        partitions[index].position = offset
        partitions[index].isStopped = false
        partitions[index].isRefused = false
        partitions[index].unreadable = nil
        partitions[index].reportedEnd = nil
        partitions[index].retryAt = 0
        leadersDue = 0
    }

    /// Ends the reading of a partition; its index is not given again.
    func remove(_ name: TopicPartition) {
        guard let index = indexes[name] else { return }
        forgetUnread(index)
        errors.removeAll { $0.index == index }
        partitions[index].isStopped = true
        partitions[index].isRemoved = true
        partitions[index].isRefused = false
        partitions[index].unreadable = nil
        indexes[name] = nil
    }

    /// Forgets what came of a partition or is on its way and was not read: it is of no use any more.
    func forgetUnread(_ index: Int) {
        let name = partitions[index].name
        partitions[index].question = 0
        for link in links.values { link.parts.removeAll { $0.partition == name } }
        guard part?.partition == name else { return }
        part = nil
        walk = nil
    }

    /// Forgets all partitions and connections; what was handed out stays good until the next `fill`.
    func clear() {
        partitions = []
        indexes = [:]
        retired = Array(links.values)
        links = [:]
        part = nil
        partLink = nil
        walk = nil
        errors = []
    }

    /// Fills a batch: waits for the first entry, then takes what is there.
    func fill(_ storage: BatchStorage, timeoutMilliseconds: Int) {
        storage.beginDirect(owner: self)
        retired = []
        pool.recycle(keepsLast: walk != nil && isWalkDecompressed)
        let deadline = Self.now + Int64(timeoutMilliseconds)
        while true {
            let now = Self.now
            // An answer of which nothing was handed out must not keep the next one waiting.
            if part == nil, storage.count == 0 { partLink = nil }
            maintain(now)
            handOut(to: storage)
            marks.isHealthy.store(isHealthy, ordering: .relaxed)
            if storage.count > 0 || now >= deadline { break }
            wait(milliseconds: min(deadline - now, 50))
        }
        if let part, let index = indexes[part.partition] { markPosition(of: index) }
    }

    var isHealthy: Bool {
        !partitions.allSatisfy(\.isRemoved)
            && partitions.allSatisfy { partition in
                if partition.isRemoved { return true }
                if partition.isFailing { return false }
                if partition.isStopped { return true }
                return partition.leader.flatMap { links[$0]?.isHealthy } ?? false
            }
    }

    /// Why a partition is not read though brokers answer; nil: that is not known.
    var refusal: KafkaError? {
        guard areLeadersTold else { return nil }
        let withheld = partitions.filter(\.isWithheld)
        // What a broker has said tells more than that none leads it.
        guard let partition = withheld.first(where: { $0.reported != 0 }) ?? withheld.first else {
            return nil
        }
        let code = partition.reported
        return KafkaError(
            code: code == 0 ? .leaderNotAvailable : KafkaError.Code(rawValue: Int32(code)),
            subject: "partition \(partition.name)",
            detail: ""
        )
    }

    static var now: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
