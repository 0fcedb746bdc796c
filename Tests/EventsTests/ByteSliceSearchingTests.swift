// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Events

struct ByteSliceSearchingTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `the first of several bytes is found as by looking at each`(seed: UInt64) {
        print("seed \(seed)")
        var random = SplitMix64(seed: seed)
        for _ in 0..<2_000 {
            let count = Int.random(in: 0..<40, using: &random)
            // Neighbors of the bytes that are looked for, and zeros, are what a trick could confuse.
            let bytes = (0..<count).map { _ in
                [0, 0x2E, 0x2F, 0x30, 0x3E, 0x3F, 0x40, 0x80, 0xAF, 0xFF].randomElement(
                    using: &random
                )
                    ?? UInt8(0)
            }
            let low = Int.random(in: 0...count, using: &random)
            let range = low..<Int.random(in: low...count, using: &random)
            let found = ByteSlice(keeping: bytes).first(in: range) {
                $0.matches(0x2F) | $0.matches(0x3F)
            }
            let expected = range.first { bytes[$0] == 0x2F || bytes[$0] == 0x3F }
            #expect(found == expected ?? range.upperBound, "\(bytes) \(range)")
        }
    }
}
