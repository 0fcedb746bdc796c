// SPDX-License-Identifier: Apache-2.0

import Kafka

/// Inputs that are not read any more: they keep their numbers, and hold nothing back.
extension IngestLoop where Stage: ~Copyable {
    /// What came of an input so shortly before its topic was known to be gone, ms, may not have been all: to
    /// be sure of that takes up to 50 s.
    private static var quietBeforeGone: Int64 { 120_000 }

    /// Whether there are inputs, and none of them is read: then nobody knows how time passes.
    var areAllRetired: Bool { !partitions.isEmpty && partitions.count == retired.count }

    /// Lets inputs retire whose topics are gone since they were added.
    mutating func retireGone(_ now: Int64) {
        for number in status.gone where retired[number] == nil {
            let end = end(of: number)
            do throws(KafkaError) {
                try consumer.remove(partitions[number])
            } catch {
                status.note(.error(error))
                continue
            }
            retired[number] = .gone
            if !ends.isQuiet(number, for: Self.quietBeforeGone) {
                if let end { loseDeleted(number, upTo: end) }
                loseRest(of: number)
            }
            retire(number, now)
        }
    }

    /// Lets inputs retire that were added as such.
    ///
    /// Behind the others that were added with them, so that the watermark does not pass what those hold.
    ///
    /// - Parameters:
    ///   - numbers: of what was added.
    ///   - now: monotonic time, ms.
    mutating func retireAdded(_ numbers: Range<Int>, _ now: Int64) {
        for number in numbers {
            guard let reason = retired[number] else { continue }
            let wasGone = restored[number].isGone
            if reason == .gone, !wasGone, !restoredIdle.contains(number) { loseRest(of: number) }
            retire(number, now)
        }
    }

    /// How many inputs of the state have retired for good and have no number here yet.
    var goneCount: Int { restored.dropFirst(partitions.count).count(where: \.isGone) }

    /// Numbers inputs of the state that have retired for good, as far as their turn has come.
    mutating func adoptGone() {
        while partitions.count < restored.count, restored[partitions.count].isGone {
            add(InputPartition(retired: restored[partitions.count].partition, .gone))
        }
    }

    /// What a topic held behind that was read is gone with it, and nobody knows what it was.
    private mutating func loseRest(of number: Int) {
        losses.awaitRecord(of: number)
        let reason =
            "\(partitions[number]) was not idle when its topic was deleted: windows that begin before "
            + "now may miss what it held, and are not complete"
        status.note(.error(KafkaError(code: .offsetNotThere, reason: reason)))
    }

    private mutating func retire(_ number: Int, _ now: Int64) {
        losses.close(number)
        if retired[number] == .gone { noteEnd(of: number) }
        ends.retire(number)
        stage.retirePartition(number, now: now)
    }
}
