// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import Synchronization
import Testing

@testable import Pipeline

struct IngestLoopTests {
    @Test func `records go to the stage by their partition, and the last barrier tells them all`()
        throws
    {
        let bench = try LoopBench(partitions: 2)
        try bench.write(3, to: 0)
        try bench.write(2, to: 1)
        bench.add(0, 1)
        #expect(bench.await { $0.times.count == 5 && $0.ends.count == 2 })
        let told = bench.finish()
        #expect(told.partitions == [0, 1])
        #expect(told.sources == [1, 1])
        #expect(told.barriers == [[3, 2]])
        #expect(told.beginnings == 0)
        let reading = bench.status.current
        #expect(reading.partitions.map(\.partition) == [0, 1])
        #expect(reading.counts.map(\.records) == [3, 2])
        #expect(reading.isAtEnd == [true, true])
    }

    @Test func `time begins with the clock when every partition is empty`() throws {
        let bench = try LoopBench(partitions: 2)
        bench.add(0, 1)
        #expect(bench.await { $0.beginnings == 1 })
        try bench.write(1)
        #expect(bench.await { $0.times.count == 1 })
        #expect(bench.finish().beginnings == 1)
    }

    @Test func `scarce rows set no barrier while nothing is due that could give some back`() throws
    {
        let bench = try LoopBench(rowPressure: { true })
        bench.add(0)
        for count in 1...5 {
            try bench.write(1)
            #expect(bench.await { $0.times.count == count })
        }
        #expect(bench.log.told.barriers == [])
        bench.log.note { $0.isDue = true }
        #expect(bench.await { !$0.barriers.isEmpty })
        bench.log.note { $0.isDue = false }
        #expect(bench.finish().barriers.last == [5])
    }

    @Test func `a batch full of transitions sets a barrier at once`() throws {
        let bench = try LoopBench()
        bench.add(0)
        try bench.write(3)
        #expect(bench.await { $0.times.count == 3 })
        #expect(bench.log.told.barriers == [])
        bench.log.note { $0.areTransitionsFull = true }
        #expect(bench.await { !$0.barriers.isEmpty })
        bench.log.note { $0.areTransitionsFull = false }
        #expect(bench.finish().barriers.last == [3])
    }

    @Test func `a barrier tells how many records are not read yet, where that is asked for`() throws
    {
        let bench = try LoopBench(partitions: 2, commitInterval: 0, measuresLag: true)
        try bench.write(12_000, to: 0)
        try bench.write(8_000, to: 1)
        bench.add(0, 1)
        #expect(bench.await { $0.lags.last == 0 && $0.ends.count == 2 })
        let told = bench.finish()
        let known = zip(told.barriers, told.lags).filter { $1 != nil }
        #expect(known.allSatisfy { $0.reduce(0, +) + ($1 ?? 0) == 20_000 })
        #expect(known.contains { $1 ?? 0 > 0 })
        // Where nobody asks, it is not told.
        let other = try LoopBench(commitInterval: 1)
        #expect(other.await { $0.barriers.count >= 3 })
        #expect(other.finish().lags.allSatisfy { $0 == nil })
    }

    @Test func `a barrier comes once an interval also when nothing does`() throws {
        let bench = try LoopBench(commitInterval: 1)
        #expect(bench.await { $0.barriers.count >= 3 })
        _ = bench.finish()
    }

    @Test func `between two polls there is one gap, which holds all that the loop does`() throws {
        // Asked once a round, so that each gap is at least that long.
        let bench = try LoopBench(rowPressure: {
            SystemClock.sleep(milliseconds: 6)
            return false
        })
        bench.add(0)
        try bench.write(3)
        #expect(bench.await { $0.times.count == 3 && $0.ticks >= 4 })
        let told = bench.finish()
        let gaps = bench.gaps.histogram
        #expect(gaps.count == UInt64(told.ticks - 1), "no poll follows the last one")
        #expect(gaps.counts.prefix(3) == [0, 0, 0], "none is of 5 ms or less")
        #expect(gaps.sumSeconds >= 0.006 * Double(gaps.count))
    }

    @Test func `waiting for records is no gap`() throws {
        let bench = try LoopBench()
        // A poll without records takes 50 ms.
        #expect(
            bench.await { _ in bench.gaps.histogram.counts.prefix(5).reduce(0, +) >= 5 },
            "five of 25 ms or less"
        )
        _ = bench.finish()
    }

    @Test func `a round that took long says nothing of silence, once`() throws {
        let isStalling = Atomic(false)
        let bench = try LoopBench(rowPressure: {
            if isStalling.exchange(false, ordering: .relaxed) {
                SystemClock.sleep(milliseconds: Stalls.leastLimit + 100)
            }
            return false
        })
        bench.add(0)
        #expect(bench.await { $0.ends == [0] && $0.healths.last == true })
        let before = bench.log.told.healths.count
        isStalling.store(true, ordering: .relaxed)
        #expect(bench.await { $0.healths.dropFirst(before).contains(false) })
        #expect(bench.await { $0.healths.last == true })
        let told = bench.finish()
        #expect(told.healths.count { !$0 } < told.ticks)
    }

    @Test func `a stall ends silence before what came meanwhile is taken`() throws {
        let writer = Mutex<LoopBench?>(nil)
        let bench = try LoopBench(rowPressure: {
            guard let bench = writer.withLock({ $0.take() }) else { return false }
            #expect(throws: Never.self) { try bench.write(1) }
            SystemClock.sleep(milliseconds: Stalls.leastLimit + 100)
            return false
        })
        bench.add(0)
        #expect(bench.await { $0.ends == [0] && $0.healths.last == true })
        writer.withLock { $0 = bench }
        #expect(bench.await { $0.times.count == 1 })
        #expect(bench.finish().healthsBefore == [false])
    }

    @Test func `partitions beyond the limit are refused before anybody numbers them`() throws {
        let bench = try LoopBench(partitions: 4, partitionLimit: 2)
        try bench.write(1, to: 1)
        try bench.write(1, to: 3)
        bench.add(0)
        bench.add(2, 1, 3)
        #expect(bench.await { $0.ends.count == 2 })
        bench.add(3)
        let told = bench.finish()
        #expect(told.sources.count == 2)
        #expect(bench.consumer.partitions.map(\.partition) == [0, 2])
        #expect(told.times.isEmpty, "partitions 1 and 3 are not read")
        let reading = bench.status.current
        #expect(reading.partitions.map(\.partition) == [0, 2])
        #expect(reading.refusedPartitions >= 2)
        let sentences = bench.status.takeNotices().compactMap { notice in
            if case .error(let error) = notice { error.reason } else { nil }
        }
        #expect(sentences.contains { $0.hasPrefix("2 input partitions are not read: 2 are") })
    }

    @Test func `a side topic is read before the inputs, which have numbers of their own`() throws {
        let bench = try LoopBench(partitions: 2)
        try bench.writeSide("u")
        try bench.writeSide(nil)
        bench.addWithSide(0, 1)
        #expect(bench.await { $0.ends.count == 2 })
        try bench.write(2, to: 1)
        #expect(bench.await { $0.times.count == 2 })
        try bench.writeSide("v")
        #expect(bench.await { _ in bench.status.current.tables.entries == 2 })
        let told = bench.finish()
        #expect(told.partitions == [1] && told.ends == [0, 1] && told.sources == [1, 1])
        #expect(told.barriers.last == [0, 2], "side topics take no part in batches' counts")
        let tables = bench.status.current.tables
        #expect(tables.partitions.map(\.topic) == ["side"] && !tables.isLoading)
        #expect(tables.counts.map(\.records) == [3] && tables.counts[0].rejectedRecords == 1)
        #expect(bench.consumer.partitions.map(\.topic) == ["side", "t", "t"])
    }

    /// Inputs of a state, of which something was read.
    private func restored(_ count: Int) -> [StoredInput] {
        (0..<count).map { number in
            var counts = RecordCounts()
            counts.records = 10 + Int64(number)
            counts.nextOffset = 20 + Int64(number)
            return StoredInput(
                partition: TopicPartition(topic: "t", partition: Int32(number)),
                source: 0,
                sourceName: "t",
                counts: counts
            )
        }
    }

    @Test func `inputs of the state have the first numbers, whatever was found before`() throws {
        let bench = try LoopBench(partitions: 3, commitInterval: 1, restored: restored(2))
        // As what is given back by one try stands behind what was found meanwhile.
        bench.add(2, 1, 0)
        #expect(bench.await { $0.ends == [0, 1, 2] })
        _ = bench.finish()
        let reading = bench.status.current
        #expect(reading.partitions.map(\.partition) == [0, 1, 2])
        #expect(reading.counts.map(\.records) == [10, 11, 0])
    }

    @Test func `a partition that its source gains has the number that the source has`() throws {
        var restored = restored(1)
        restored[0].source = 7
        let bench = try LoopBench(partitions: 2, commitInterval: 1, restored: restored)
        bench.add(0, 1)
        #expect(bench.await { $0.ends == [0, 1] && $0.barriers.last?.count == 2 })
        let told = bench.finish()
        #expect(told.sources == [0, 7], "the first is of the state")
        var image = StateImage()
        for state in told.states { try image.apply(state) }
        #expect(try StoredInput.all(in: image).map(\.source) == [7, 7])
    }

    @Test func `what an input had that comes to a running application is missing`() throws {
        let bench = try LoopBench(partitions: 4, commitInterval: 1, restored: restored(1))
        try bench.write(2, to: 1)
        bench.add(0)
        bench.add(1, start: .end)
        #expect(bench.await { $0.ends == [0, 1] && $0.losses.count == 1 })
        // An empty one has nothing that could be missing, nor has one that is read from its beginning.
        try bench.write(2, to: 3)
        bench.add(2, start: .end)
        bench.add(3)
        #expect(bench.await { Set($0.ends) == [0, 1, 2, 3] })
        try bench.write(1, to: 2)
        #expect(bench.await { $0.barriers.last?.count == 4 && $0.barriers.last?[2] == 1 })
        #expect(bench.finish().losses.count == 1)
    }

    @Test func `inputs of the state stay in it until they are read again`() throws {
        let restored = restored(2)
        let bench = try LoopBench(partitions: 2, commitInterval: 1, restored: restored)
        #expect(bench.await { $0.states.count >= 3 })
        bench.add(0)
        #expect(bench.await { $0.ends == [0] && $0.barriers.last?.count == 1 })
        let told = bench.finish()
        #expect(told.barriers.first?.isEmpty == true, "nothing was read")
        var image = StateImage()
        for state in told.states {
            try image.apply(state)
            let inputs = try StoredInput.all(in: image)
            #expect(inputs.map(\.partition) == restored.map(\.partition))
            #expect(inputs.map(\.counts.records) == [10, 11])
            #expect(inputs[1] == restored[1])
        }
    }

    @Test func `partitions that could not be added are left for a later try`() throws {
        let bench = try LoopBench()
        bench.mock.setError(ofTopic: "t", .unknownTopic)
        bench.add(0)
        var isSaid = false
        #expect(
            bench.await { _ in
                isSaid = isSaid || bench.status.takeNotices().contains { $0.isError }
                return isSaid
            }
        )
        #expect(bench.finish().sources.isEmpty)
        #expect(bench.status.takeFound().map(\.partition.partition) == [0])
    }
}

extension KafkaNotice {
    fileprivate var isError: Bool {
        if case .error = self { true } else { false }
    }
}
