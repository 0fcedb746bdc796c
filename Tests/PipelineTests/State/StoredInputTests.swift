// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Testing

@testable import Pipeline

struct StoredInputTests {
    private func input(_ number: Int32, next: Int64?) -> StoredInput {
        var counts = RecordCounts()
        counts.records = 12
        counts.decoded = 7
        counts.empty = 1
        counts.rejectedRecords = 4
        counts.events = 30
        counts.rejectedEvents = 2
        counts.gaps = 5
        counts.lost = 3
        counts.reasons[.allCases[1]] = 6
        counts.nextOffset = next
        counts.firstOffset = next.map { $0 - 17 }
        return StoredInput(
            partition: TopicPartition(topic: "clicks", partition: number),
            source: 2,
            sourceName: "shop-it",
            counts: counts
        )
    }

    @Test func `inputs come back in their order, with all their counts`() throws {
        var inputs = [input(3, next: 40), input(0, next: nil)]
        inputs[1].awaitsRecord = true
        inputs[0].isGone = true
        var recorder = StateRecorder(clockOffset: 0)
        recorder.begin()
        recorder.single(.inputs) { StoredInput.write(inputs, to: &$0) }
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        #expect(try StoredInput.all(in: image) == inputs)
    }

    @Test func `of an earlier program none is gone`() throws {
        var expected = input(3, next: 40)
        expected.awaitsRecord = true
        var recorder = StateRecorder(clockOffset: 0)
        recorder.begin()
        recorder.single(.inputs) { writer in
            writer.write(UInt16(1))
            writer.write(text: "clicks")
            writer.write(3 as Int32)
            writer.write(UInt32(2))
            writer.write(text: "shop-it")
            expected.counts.write(to: &writer)
            writer.write(expected.counts.lost)
            writer.write(1 as UInt8)
        }
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        #expect(try StoredInput.all(in: image) == [expected])
    }

    @Test func `a state without inputs is damaged`() {
        #expect(throws: StateError.self) { try StoredInput.all(in: StateImage()) }
    }
}
