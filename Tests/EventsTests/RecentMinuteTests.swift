// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Events

struct RecentMinuteTests {
    /// Reads a text by both ways.
    private func read(_ text: [UInt8], _ minute: inout RecentMinute) -> (Int64?, Int64?) {
        unsafe text.withUnsafeBufferPointer { buffer in
            let slice = unsafe ByteSlice(
                start: buffer.baseAddress.unsafelyUnwrapped,
                count: buffer.count
            )
            return (minute.parse(slice), Timestamp.parse(slice))
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `times that lie near each other, and damaged ones, are read as each by itself`(
        seed: UInt64
    ) {
        print("seed \(seed)")
        var random = SplitMix64(seed: seed)
        var recent = RecentMinute()
        let minutes = [
            "2025-06-02T09:10", "2025-06-02T09:11", "2024-02-29T23:59", "2025-02-29T23:59",
            "9999-12-31T23:59", "0000-01-01T00:00", "0001-01-01T00:00", "1970-01-01T00:00",
        ]
        for _ in 0..<40_000 {
            let rest = String(100_000 + Int.random(in: 0..<62_000, using: &random)).dropFirst()
            let text =
                "\(minutes.randomElement(using: &random) ?? ""):\(rest.prefix(2)).\(rest.suffix(3))Z"
            var bytes = Array(text.utf8)
            if Int.random(in: 0..<6, using: &random) == 0 {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = UInt8.random(in: 0...127, using: &random)
            }
            if Int.random(in: 0..<20, using: &random) == 0 { bytes.removeLast() }
            let (found, expected) = read(bytes, &recent)
            #expect(found == expected, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test func `nothing is taken for the minute that it begins with`() {
        var recent = RecentMinute()
        let zeros = [UInt8](repeating: 0, count: 16) + Array(":00.000Z".utf8)
        #expect(read(zeros, &recent).0 == nil)
        #expect(read(Array("1970-01-01T00:00:00.000Z".utf8), &recent).0 == 0)
    }

    @Test func `a leap second lies behind its minute`() {
        var recent = RecentMinute()
        let (found, expected) = read(Array("2016-12-31T23:59:60.500Z".utf8), &recent)
        #expect(found == 1_483_228_800_500)
        #expect(found == expected)
    }
}
