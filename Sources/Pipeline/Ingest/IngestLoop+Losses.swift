// SPDX-License-Identifier: Apache-2.0

import Kafka

/// Offsets that are gone: retention was faster than we, or the topic is another one.
///
/// What was deleted before it was read is counted and told, and windows that may miss it are not
/// complete. A partition that ends before the offset that was read is not the one we know: nothing
/// that comes from it can be right, and reading ends.
extension IngestLoop where Stage: ~Copyable {
    /// Asks brokers where partitions go on, and reads from there.
    mutating func lookAtLosses(_ now: Int64) {
        guard losses.isDue(now) else { return }
        for number in losses.open {
            do throws(KafkaError) {
                let partition = number < 0 ? side.partitions[~number] : partitions[number]
                let offsets = try consumer.queryOffsets(of: partition, timeoutMilliseconds: 1_000)
                // A table is what its topic still says.
                if number < 0 {
                    try consumer.seek(partition, to: offsets.lowerBound)
                    losses.close(number)
                    continue
                }
                let next = ingester.counts(of: number).nextOffset
                if let next, next > offsets.upperBound {
                    return status.fail(Self.otherTopic(partition, next, offsets.upperBound))
                }
                let start = max(next ?? 0, offsets.lowerBound)
                try consumer.seek(partition, to: start)
                losses.close(number)
                loseDeleted(number, upTo: start)
            } catch {
                // Asked again soon; the outage is told by others.
                continue
            }
        }
    }

    /// An error of an input by its number, or of a side topic's partition by `~number`.
    ///
    /// - Parameters:
    ///   - error: what the broker or its reader says.
    ///   - offsets: what will not be read, where anybody says.
    ///   - partition: the number.
    ///   - now: monotonic ms.
    mutating func takeError(
        _ error: KafkaError,
        _ offsets: Range<Int64>?,
        of partition: Int,
        _ now: Int64
    ) {
        status.note(.error(error))
        guard error.code == .offsetOutOfRange || error.code == .unreadable else { return }
        if partition >= 0 { leaveEnd(of: partition, now) }
        guard error.code == .unreadable else { return losses.open(partition) }
        guard partition >= 0 else {
            // Events may lack what it said of their keys.
            return stage.lostEvents(before: SystemClock.wall)
        }
        losses.awaitRecord(of: partition)
        guard let offsets else { return }
        let count = ingester.lose(offsets, of: partition)
        tellLost(count, partition, upTo: offsets.upperBound, .unreadable)
    }

    /// Counts what was deleted before an offset and was not read.
    mutating func loseDeleted(_ number: Int, upTo offset: Int64) {
        guard let next = ingester.counts(of: number).nextOffset, next < offset else { return }
        losses.awaitRecord(of: number)
        tellLost(ingester.lose(next..<offset, of: number), number, upTo: offset, .deleted)
    }

    private func tellLost(_ count: Int64, _ number: Int, upTo end: Int64, _ cause: Losses.Cause) {
        let reason =
            "\(count) records of \(partitions[number]) \(cause.rawValue): offsets "
            + "\(end - count) to \(end - 1); windows that may miss them are not complete"
        status.note(.error(KafkaError(code: .offsetNotThere, reason: reason)))
    }

    /// Goes on with a partition where an earlier process stood, or begins with a new one.
    mutating func begin(_ input: InputPartition, _ number: Int, from stored: StoredInput?) {
        if let stored {
            ingester.setCounts(stored.counts, of: number)
            if stored.awaitsRecord { losses.awaitRecord(of: number) }
        } else if !restored.isEmpty, input.start != .beginning {
            // What an input has that comes to a running application, and is not read, is missing.
            losses.awaitRecord(of: number)
        }
    }

    /// Tells the stage, where a partition ends behind a loss: what was lost was written before now.
    mutating func noteEnd(of number: Int) {
        guard losses.awaiting.contains(number) else { return }
        losses.meet(number)
        // Nothing was ever written that was not read.
        if end(of: number) == 0 { return }
        stage.lostEvents(before: SystemClock.wall)
    }

    /// Tells the stage from when on it sees everything again, before it sees that.
    mutating func noteFirstBehind(_ batch: borrowing RecordBatch) {
        guard !losses.awaiting.isEmpty else { return }
        for index in 0..<batch.count where batch.kind(at: index) == .record {
            let number = numbers[batch.partitionIndex(at: index)]
            guard losses.awaiting.contains(number) else { continue }
            losses.meet(number)
            if batch.offset(at: index) == 0 { continue }
            stage.lostEvents(before: Self.written(batch.record(at: index).timestamp))
        }
    }

    /// When a record was written, ms: its producer may have said anything, or nothing.
    private static func written(_ timestamp: Int64) -> Int64 {
        timestamp > 0 ? min(timestamp, SystemClock.wall) : SystemClock.wall
    }

    private static func otherTopic(
        _ partition: TopicPartition,
        _ next: Int64,
        _ end: Int64
    ) -> String {
        "\(partition) was read up to \(next), but it ends at \(end): the topic was made anew or has "
            + "lost records; use another application name to begin anew"
    }
}
