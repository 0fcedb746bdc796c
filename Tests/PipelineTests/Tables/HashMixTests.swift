// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Pipeline

struct HashMixTests {
    @Test func `the same words give the same hash, and each word and its place matters`() {
        let hash = HashMix.combine(1, 2, 3)
        #expect(hash == HashMix.combine(1, 2, 3))
        let others = [
            HashMix.combine(2, 1, 3), HashMix.combine(1, 3, 2), HashMix.combine(1, 2),
            HashMix.combine(0, 2, 3), HashMix.combine(1, 2, 4),
        ]
        #expect(!others.contains(hash))
        #expect(Set(others).count == others.count)
    }

    @Test func `neighboring numbers spread over shards and slots alike`() {
        var shards: [UInt64: Int] = [:]
        var slots: [UInt64: Int] = [:]
        for number in 0..<64_000 as Range<UInt64> {
            let hash = HashMix.combine(number, 7)
            shards[hash >> 58, default: 0] += 1
            slots[hash & 63, default: 0] += 1
        }
        // A thousand each on average; five standard deviations are about 160.
        for counts in [shards, slots] {
            #expect(counts.count == 64)
            #expect(counts.values.allSatisfy { (840...1_160).contains($0) })
        }
    }

    @Test func `no combination is 0, which marks empty slots`() {
        var random = SplitMix64(seed: 4)
        let hasZero = (0..<100_000).contains { _ in
            HashMix.combine(random.next(), random.next(), random.next()) == 0
        }
        #expect(!hasZero)
        #expect(HashMix.combine(0, 0, 0) != 0)
        // Every step up to the last is a bijection, so one word would lead to 0.
        #expect(HashMix.combine(0, 0, Self.thirdWordThatMixesToZero) == 1)
    }

    /// The mixing keeps 0 at 0, so the sum before it must be 0: minus what the first two give.
    private static var thirdWordThatMixesToZero: UInt64 {
        func mix(_ value: UInt64) -> UInt64 {
            var mixed = value
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
        return 0 &- mix(mix(0x9E37_79B9_7F4A_7C15))
    }
}
