// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct PartitionEndsTests {
    private func ends() -> PartitionEnds {
        var ends = PartitionEnds()
        ends.add()
        ends.add()
        return ends
    }

    @Test func `an end is one while the broker holds nothing behind it`() {
        var ends = ends()
        let reached = ends.stop(0, at: 10, end: 10, now: 0)
        #expect(reached == .reached && ends.areReached == [true, false])
        let unchanged = ends.look(at: 0, end: 10)
        #expect(unchanged == nil)
    }

    @Test func `a partition that has retired stands at its end`() {
        var ends = ends()
        _ = ends.stop(0, at: 10, end: 12, now: 0)
        ends.retire(0)
        #expect(ends.areReached == [true, false])
        let behind = ends.look(at: 0, end: 12)
        #expect(behind == nil)
    }

    @Test func `before an open transaction no partition is at its end`() {
        var ends = ends()
        let before = ends.stop(0, at: 10, end: 12, now: 0)
        #expect(before == nil && ends.areReached == [false, false])
        // Decided: the control record moved the reader, which says so anew.
        let behind = ends.stop(0, at: 13, end: 13, now: 0)
        #expect(behind == .reached)
    }

    @Test func `a transaction that opens behind an end takes it back, once`() {
        var ends = ends()
        _ = ends.stop(1, at: 10, end: 10, now: 0)
        let opened = ends.look(at: 1, end: 11)
        #expect(opened == .left && ends.areReached == [false, false])
        let open = ends.look(at: 1, end: 12)
        #expect(open == nil)
        let decided = ends.stop(1, at: 13, end: 13, now: 0)
        #expect(decided == .reached)
    }

    @Test func `a reader that stops before the next transaction takes the end back, too`() {
        var ends = ends()
        _ = ends.stop(0, at: 10, end: 10, now: 0)
        let next = ends.stop(0, at: 13, end: 15, now: 0)
        #expect(next == .left)
    }

    @Test func `an end that was truncated to where it was read is one`() {
        var ends = ends()
        _ = ends.stop(0, at: 10, end: 12, now: 0)
        let truncated = ends.look(at: 0, end: 10)
        #expect(truncated == .reached)
    }

    @Test func `an end that was left is one when the reader says so anew, not by a look`() {
        var ends = ends()
        _ = ends.stop(0, at: 10, end: 10, now: 0)
        ends.leave(0)
        #expect(ends.areReached == [false, false])
        let seen = ends.look(at: 0, end: 10)
        #expect(seen == nil && ends.areReached == [false, false])
        let told = ends.stop(0, at: 12, end: 12, now: 0)
        #expect(told == .reached && ends.areReached == [true, false])
    }

    @Test func `each end that a reader comes to is told, also behind records`() {
        var ends = ends()
        for offset in [10, 14, 14] as [Int64] {
            let told = ends.stop(0, at: offset, end: offset, now: 0)
            #expect(told == .reached)
        }
    }

    @Test func `where nobody knows what the broker holds, the reader is believed`() {
        var ends = ends()
        let told = ends.stop(0, at: 10, end: nil, now: 0)
        #expect(told == .reached)
        let unchanged = ends.look(at: 0, end: nil)
        #expect(unchanged == nil)
        // Nothing was read of the other one.
        let unread = ends.look(at: 1, end: 0)
        #expect(unread == nil && ends.areReached == [true, false])
    }

    @Test func `looks keep their distance`() {
        var ends = ends()
        let due = [0, 199, 200, 300, 5_000, 5_001].map { ends.isDue($0) }
        #expect(due == [true, false, true, false, true, false])
    }

    @Test func `a partition is quiet as long as nothing came of it before the last look`() {
        var ends = PartitionEnds()
        ends.add()
        #expect(!ends.isQuiet(0, for: 1_000))
        _ = ends.stop(0, at: 10, end: 10, now: 5_000)
        #expect(!ends.isQuiet(0, for: 1_000), "nobody has looked since")
        _ = ends.isDue(5_999)
        #expect(!ends.isQuiet(0, for: 1_000))
        _ = ends.isDue(6_300)
        #expect(ends.isQuiet(0, for: 1_000))
        // The same end again is no sign of life, another one is.
        _ = ends.stop(0, at: 10, end: 10, now: 6_400)
        #expect(ends.isQuiet(0, for: 1_000))
        _ = ends.stop(0, at: 11, end: 11, now: 6_400)
        #expect(!ends.isQuiet(0, for: 1_000))
        // Whatever is behind its end was not read.
        _ = ends.isDue(9_000)
        #expect(ends.isQuiet(0, for: 1_000))
        _ = ends.look(at: 0, end: 12)
        #expect(!ends.isQuiet(0, for: 1_000))
    }
}
