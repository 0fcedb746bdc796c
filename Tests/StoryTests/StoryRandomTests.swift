// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Story

struct StoryRandomTests {
    @Test func `waits have the mean and the spread of chance`() {
        var random = StoryRandom(seed: 1)
        let waits = (0..<50_000).map { _ in Double(random.wait(mean: 100_000)) }
        let mean = waits.reduce(0, +) / 50_000
        #expect((97_000...103_000).contains(mean))
        let below = waits.count { $0 < 69_315 }
        #expect((24_000...26_000).contains(below))
    }

    @Test func `numbers stay within their bounds and reach them`() {
        var random = StoryRandom(seed: 2)
        let numbers = Set((0..<1_000).map { _ in random.number(-2...2) })
        #expect(numbers == [-2, -1, 0, 1, 2])
        let hits = (0..<10_000).count { _ in random.chance(2_500) }
        #expect((2_300...2_700).contains(hits))
    }
}
