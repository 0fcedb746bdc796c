// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Settings

/// Where a start without state begins, and what it therefore saw.
struct DaemonStart {
    /// Names the finals of this start: seconds since 1970, so that a later start has a larger one.
    let generation: Int
    /// Where the watermark begins, ms; nil: with the first event.
    let watermark: Int64?
    /// Windows that need events before this are not complete, ms.
    let completeFrom: Int64

    private init(generation: Int, watermark: Int64?, completeFrom: Int64) {
        self.generation = generation
        self.watermark = watermark
        self.completeFrom = completeFrom
    }

    init(
        _ start: ConfiguredStart,
        inputs: [InputPartition],
        consumer: KafkaConsumer
    ) throws(KafkaError) {
        let now = SystemClock.wall
        generation = Int(now / 1_000)
        switch start {
        case .latest:
            watermark = now
            completeFrom = now
        case .time(milliseconds: let time):
            watermark = time
            completeFrom = try Self.isWhole(inputs, consumer, from: time) ? time : now
        case .earliest:
            watermark = nil
            // Where retention has deleted records, nothing before now is known to be whole.
            completeFrom = try Self.isWhole(inputs, consumer) ? .min : now
        }
    }

    /// The same where state was stored: what it says of its windows holds.
    ///
    /// State of other definitions leaves nothing but its time: what is open then begins anew.
    func following(_ state: StoredStart?) -> DaemonStart {
        guard let stored = state?.stored else { return self }
        let watermark = stored.header.watermark
        let completeFrom = (try? stored.image.completeFrom) ?? SystemClock.wall
        return DaemonStart(
            generation: Int(stored.header.generation),
            // Without an event yet the watermark begins with the first, whatever `start` says now.
            watermark: watermark == .min ? nil : watermark,
            completeFrom: max(watermark, completeFrom)
        )
    }

    /// Whether no partition has lost records that are to be read, from a time on if there is one: an
    /// older record that is still there shows that none of them is lost.
    private static func isWhole(
        _ inputs: [InputPartition],
        _ consumer: KafkaConsumer,
        from time: Int64? = nil
    ) throws(KafkaError) -> Bool {
        let partitions = inputs.filter { $0.table == nil }.map(\.partition)
        let begins = try time.map { time throws(KafkaError) in
            try consumer.offsets(at: partitions.map { ($0, .time(time)) })
        }
        for partition in partitions {
            let oldest = try consumer.queryOffsets(of: partition).lowerBound
            if oldest > 0, begins?[partition] ?? oldest <= oldest { return false }
        }
        return true
    }
}

extension ConfiguredStart {
    /// The same for the consumer.
    var kafka: Kafka.StartPosition {
        switch self {
        case .earliest: .beginning
        case .latest: .end
        case .time(milliseconds: let time): .time(time)
        }
    }
}
