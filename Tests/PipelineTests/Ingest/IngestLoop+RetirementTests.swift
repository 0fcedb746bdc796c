// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Testing

@testable import Pipeline

/// Inputs that the loop does not read any more.
struct IngestLoopRetirementTests {
    private func name(_ number: Int32) -> TopicPartition {
        TopicPartition(topic: "t", partition: number)
    }

    /// Inputs of a state, of which something was read; the first of them are gone.
    private func restored(_ count: Int, gone: Int = 0) -> [StoredInput] {
        (0..<count).map { number in
            var counts = RecordCounts()
            counts.records = 10 + Int64(number)
            counts.nextOffset = 20 + Int64(number)
            return StoredInput(
                partition: name(Int32(number)),
                source: 0,
                sourceName: "t",
                counts: counts,
                isGone: number < gone
            )
        }
    }

    @Test func `they keep their numbers, and one of the same name gets another`() throws {
        let restored = restored(4, gone: 1)
        let bench = try LoopBench(partitions: 3, commitInterval: 1, restored: restored)
        bench.status.addFound([InputPartition(retired: name(2), .unnamed)])
        bench.status.addFound([InputPartition(retired: name(3), .gone)])
        bench.add(1, 0)
        #expect(bench.await { $0.ends == [1, 4] && $0.states.count >= 3 })
        try bench.write(1, to: 0)
        #expect(bench.await { $0.times.count == 1 })
        let told = bench.finish()
        #expect(told.retired == [0, 2, 3] && told.partitions == [4])
        let reading = bench.status.current
        #expect(reading.partitions == [name(0), name(1), name(2), name(3), name(0)])
        #expect(reading.retired == [0, 2, 3])
        #expect(reading.counts.map(\.records) == [10, 11, 12, 13, 1])
        #expect(bench.consumer.partitions == [name(1), name(0)])
        var image = StateImage()
        for state in told.states { try image.apply(state) }
        let inputs = try StoredInput.all(in: image)
        #expect(inputs.map(\.isGone) == [true, false, false, true, false])
        #expect(inputs.map(\.sourceName) == ["t", "t", "t", "t", "t"])
        #expect(inputs[2] == restored[2], "it is read on from there where it is given back")
    }

    @Test(arguments: [[], [0]] as [Set<Int>])
    func `what a topic held when it went is lost, unless it was idle`(idle: Set<Int>) throws {
        let bench = try LoopBench(
            partitions: 2,
            commitInterval: 1,
            restored: restored(2),
            restoredIdle: idle
        )
        bench.status.addFound([InputPartition(retired: name(0), .gone)])
        bench.add(1)
        #expect(bench.await { $0.ends == [1] && $0.retired == [0] })
        #expect(bench.finish().losses.count == (idle.isEmpty ? 1 : 0))
    }

    @Test func `one that is gone while it is read keeps nobody from reading on`() throws {
        let bench = try LoopBench(partitions: 2, commitInterval: 1, measuresLag: true)
        try bench.write(3, to: 0)
        bench.add(0, 1)
        #expect(bench.await { $0.ends == [0, 1] && $0.times.count == 3 })
        bench.status.retire(topics: ["t"])
        #expect(bench.await { $0.retired.count == 2 })
        let healths = bench.log.told.healths.count
        #expect(bench.await { $0.healths.count > healths + 3 })
        #expect(bench.log.told.healths.last == false, "nobody knows how time passes")
        bench.add(0)
        #expect(bench.await { $0.ends == [0, 1, 2] && $0.times.count == 6 })
        #expect(bench.await { $0.healths.last == true && $0.lags.last == 0 })
        let told = bench.finish()
        // They were not silent for long, so nobody knows whether that was all.
        #expect(told.losses.count == 2 && told.barriers.last == [3, 0, 3])
        #expect(bench.status.current.retired == [0, 1])
    }

    @Test func `one that is gone before it could be added is not waited for`() throws {
        let bench = try LoopBench(partitions: 1)
        bench.status.addFound([InputPartition(retired: name(0), .gone)])
        bench.add(0)
        #expect(bench.await { $0.ends == [0] })
        let told = bench.finish()
        #expect(told.sources.count == 1 && told.retired.isEmpty)
    }
}
