// SPDX-License-Identifier: Apache-2.0

import Kafka
import Testing

@testable import Pipeline

struct SideTopicsTests {
    private func partition(_ number: Int32) -> TopicPartition {
        TopicPartition(topic: "side", partition: number)
    }

    private let input = InputPartition(
        TopicPartition(topic: "t", partition: 0),
        start: .beginning,
        source: 0
    )

    /// How many inputs are let in and whether all was read, as text; nothing: they wait.
    private func release(_ side: inout SideTopics, at now: Int64) -> String {
        guard let (inputs, isRead) = side.release(now: now) else { return "" }
        return "\(inputs.count) \(isRead)"
    }

    @Test func `inputs wait until all side topics are read`() {
        var side = SideTopics()
        let steps: [(change: (inout SideTopics) -> Void, released: String)] = [
            ({ _ in }, ""),
            ({ $0.add(partition(0), now: 5) }, ""),
            ({ $0.add(partition(1), now: 5) }, ""),
            ({ $0.hold(input) }, ""),
            ({ $0.end(0) }, ""),
            ({ $0.end(1) }, "1 true"),
            ({ _ in }, ""),
        ]
        for (number, step) in steps.enumerated() {
            step.change(&side)
            #expect(side.isLoading == (1...5).contains(number), "step \(number)")
            let released = release(&side, at: 6)
            #expect(released == step.released, "step \(number)")
        }
        #expect(side.waiting.isEmpty)
    }

    @Test func `inputs wait a minute at most, and not again for partitions found later`() {
        var side = SideTopics()
        side.add(partition(0), now: 5)
        side.hold(input)
        let before = release(&side, at: 60_004)
        let after = release(&side, at: 60_005)
        #expect(before.isEmpty && after == "1 false")
        side.add(partition(1), now: 70_000)
        #expect(!side.isLoading && side.partitions.count == 2)
    }
}
