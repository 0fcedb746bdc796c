// SPDX-License-Identifier: Apache-2.0

import Kafka

/// Ends of partitions: what is behind an open transaction is no silence.
extension IngestLoop where Stage: ~Copyable {
    /// Takes the end of an input that its reader came to.
    mutating func takeEnd(of number: Int, at offset: Int64, _ now: Int64) {
        ingester.endOfPartition(number, offset: offset)
        let end = end(of: number)
        tell(ends.stop(number, at: offset, end: end, now: now), of: number, now)
    }

    /// Looks whether inputs that were read to their ends still are.
    ///
    /// Where a transaction opens behind an end that was told, no reader says anything.
    mutating func lookAtEnds(_ now: Int64) {
        for number in partitions.indices {
            tell(ends.look(at: number, end: end(of: number)), of: number, now)
        }
    }

    /// Takes note that records of an input are lost: something was there, so it was not silent.
    ///
    /// It holds the watermark until its reader comes to the end anew, or to a record: which windows miss
    /// something is told then (`noteEnd`, `noteFirstBehind`), and none of them may be told before.
    mutating func leaveEnd(of number: Int, _ now: Int64) {
        ends.leave(number)
        stage.recordSeen(partition: number, now: now)
    }

    /// Behind the last record that the broker holds of an input, as it said last; nil: it is not known.
    func end(of number: Int) -> Int64? {
        consumer.cachedOffsets(of: partitions[number])?.upperBound
    }

    private mutating func tell(_ change: PartitionEnds.Change?, of number: Int, _ now: Int64) {
        switch change {
        case .reached:
            noteEnd(of: number)
            stage.endOfPartition(number, now: now)
        case .left: stage.recordSeen(partition: number, now: now)
        case nil: return
        }
    }
}
