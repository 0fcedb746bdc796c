// SPDX-License-Identifier: Apache-2.0

import Kafka
import Testing

@testable import Pipeline

struct PartitionSourcesTests {
    private func stored(_ name: String, _ source: Int) -> StoredInput {
        StoredInput(
            partition: TopicPartition(topic: name, partition: 0),
            source: source,
            sourceName: name,
            counts: RecordCounts()
        )
    }

    @Test func `a source has one number, whichever of its partitions comes when`() {
        var sources = PartitionSources()
        #expect(["a", "b", "a", "c", "b"].map { sources.add($0) } == [1, 2, 1, 3, 2])
        #expect(sources.partitions.map(\.name) == ["a", "b", "a", "c", "b"])
        #expect(sources.partitions.map(\.number) == [1, 2, 1, 3, 2])
    }

    @Test func `a source that comes before others takes none of their numbers`() {
        let known = [stored("facebook", 1), stored("instagram", 2)]
        var sources = PartitionSources(restored: known)
        #expect(sources.add("facebook", stored: known[0]) == 1)
        #expect(sources.add("instagram", stored: known[1]) == 2)
        #expect(sources.add("bluesky") == 3)
        #expect(sources.add("facebook") == 1)
    }

    @Test func `inputs of the state that are not read yet keep their numbers, too`() {
        var sources = PartitionSources(restored: [stored("facebook", 4)])
        #expect(sources.add("bluesky") == 5)
        #expect(sources.add("facebook") == 4)
    }

    @Test func `a source that is called otherwise keeps its number`() {
        let known = [stored("fb", 1)]
        var sources = PartitionSources(restored: known)
        #expect(sources.add("facebook", stored: known[0]) == 1)
        #expect(sources.add("facebook") == 1)
    }

    @Test func `a name that another source had before is new`() {
        let known = [stored("facebook", 1)]
        var sources = PartitionSources(restored: known)
        #expect(sources.add("fb-eu", stored: known[0]) == 1)
        #expect(sources.add("facebook") == 2)
        #expect(sources.add("fb-eu") == 1)
    }
}
