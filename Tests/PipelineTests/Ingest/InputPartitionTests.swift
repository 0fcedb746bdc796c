// SPDX-License-Identifier: Apache-2.0

import Kafka
import Testing

@testable import Pipeline

struct InputPartitionTests {
    private func name(_ number: Int32) -> TopicPartition {
        TopicPartition(topic: "t", partition: number)
    }

    private func order(_ found: [Int32], stored: [Int32]) -> [Int32] {
        let stored = stored.map {
            StoredInput(
                partition: name($0),
                source: 0,
                sourceName: "t",
                counts: RecordCounts()
            )
        }
        return found.map { InputPartition(name($0), start: .beginning, source: 0) }
            .inOrder(of: stored)
            .map(\.partition.partition)
    }

    @Test(
        arguments: [
            ([3, 1, 2, 0], [], [3, 1, 2, 0]), ([3, 1, 2, 0], [0, 2], [0, 2, 3, 1]),
            ([3, 1, 2, 0], [2, 0], [2, 0, 3, 1]), ([3, 1], [0, 1], [1, 3]),
            ([], [0], []),
        ] as [([Int32], [Int32], [Int32])]
    )
    func `inputs of the state come first and in its order`(
        found: [Int32],
        stored: [Int32],
        expected: [Int32]
    ) {
        #expect(order(found, stored: stored) == expected)
    }

    @Test func `one of the name of one that has retired is none of the state`() {
        let stored = [true, false].map { isGone in
            StoredInput(
                partition: name(isGone ? 1 : 0),
                source: 0,
                sourceName: "t",
                counts: RecordCounts(),
                isGone: isGone
            )
        }
        let found = [
            InputPartition(name(1), start: .beginning, source: 0),
            InputPartition(retired: name(0), .gone),
            InputPartition(name(0), start: .beginning, source: 0),
        ]
        let ordered = found.inOrder(of: stored)
        #expect(ordered.map(\.partition) == [name(0), name(1), name(0)])
        #expect(ordered.map(\.retirement) == [.gone, nil, nil])
    }

    @Test func `a side topic is no input of the state, whatever its name is`() {
        let stored = StoredInput(
            partition: name(0),
            source: 0,
            sourceName: "t",
            counts: RecordCounts()
        )
        let found = [
            InputPartition(name(1), start: .beginning, source: 0),
            InputPartition(name(0), table: 0),
        ]
        #expect(found.inOrder(of: [stored]).map(\.partition) == [name(1), name(0)])
    }
}
