// SPDX-License-Identifier: Apache-2.0

import KPIs
import Sketches
import TestSupport
import Testing

@testable import Pipeline

struct `SketchArenas+StateTests` {
    private let arenas = SketchArenas(limitBytes: 16 << 20, hasLists: true)
    private let others = SketchArenas(limitBytes: 16 << 20, hasLists: true)

    /// What other arenas make of a cell.
    private func copied(_ handle: UInt32, _ fold: Fold, isTotal: Bool) throws -> UInt32 {
        var writer = StateWriter()
        arenas.write(handle, fold, isTotal: isTotal, to: &writer)
        var reader = StateReader(writer.bytes)
        let copy = try others.read(fold, isTotal: isTotal, from: &reader)
        #expect(reader.isAtEnd)
        return copy
    }

    @Test(arguments: [0, 1, 8, 300, 500, 4_096, 9_000], [true, false])
    func `distinct counts go on as they were`(items: Int, isTotal: Bool) throws {
        var random = SplitMix64(seed: UInt64(items))
        var handle: UInt32 = 0
        let groupingSet = isTotal ? 0 : 1
        for _ in 0..<items {
            handle = arenas.insert(random.next() | 1, into: handle, groupingSet: groupingSet)
        }
        var copy = try copied(handle, .distinct, isTotal: isTotal)
        for _ in 0..<100 {
            let item = random.next() | 1
            handle = arenas.insert(item, into: handle, groupingSet: groupingSet)
            copy = others.insert(item, into: copy, groupingSet: groupingSet)
        }
        let (first, second) =
            isTotal
            ? (arenas.exactDistinct.copy(handle), others.exactDistinct.copy(copy))
            : (arenas.distinct.copy(handle), others.distinct.copy(copy))
        #expect(first == second && first != nil)
    }

    @Test func `a bucket that there is not is damage and no crash`() {
        var writer = StateWriter()
        writer.write(UInt16(1))
        writer.write(Int64(0))
        writer.write(UInt16(5_000))
        writer.write(Int64(1))
        var reader = StateReader(writer.bytes)
        let error = #expect(throws: StateError.self) {
            _ = try others.read(.histogram, isTotal: true, from: &reader)
        }
        #expect(error?.reason == .damaged)
    }

    @Test func `a distribution that version 1 wrote is read`() throws {
        var writer = StateWriter()
        writer.write(UInt16(2))
        writer.write(Int64(1_001))
        for (index, count) in [(1, 1), (320, 1)] as [(UInt16, Int64)] {
            writer.write(index)
            writer.write(count)
        }
        var reader = StateReader(writer.bytes)
        let handle = try others.read(.histogram, isTotal: true, from: &reader)
        #expect(others.histograms.copy(handle)?.buckets.map(\.index) == [1, 320])
    }

    @Test func `distributions go on as they were, also with values and counts below 0`() throws {
        var handle: UInt32 = 0
        for value in [-90_000, -1, 0, 1, 5, 700, 90_000, 90_001] as [Int64] {
            handle = arenas.histograms.add(value, into: handle)
        }
        handle = arenas.histograms.add(12, weight: -1, into: handle)
        var copy = try copied(handle, .histogram, isTotal: true)
        #expect(others.histograms.copy(copy) == arenas.histograms.copy(handle))
        copy = others.histograms.add(12, into: copy)
        #expect(others.histograms.copy(copy)?.count == 8)
        #expect(try copied(0, .histogram, isTotal: false) == 0)
    }

    @Test(arguments: [true, false]) func `lists go on as they were, also full ones`(
        isTotal: Bool
    )
        throws
    {
        var random = SplitMix64(seed: 3)
        var handle: UInt32 = 0
        let capacity = isTotal ? SketchArenas.totalCounters : SketchArenas.counters
        for _ in 0..<3_000 {
            let item = UInt32(1 + random.number(0...20) * random.number(0...40))
            handle = arenas.tops.add(item, into: handle, capacity: capacity)
        }
        let copy = try copied(handle, .top, isTotal: isTotal)
        #expect(
            others.tops.copy(copy, capacity: capacity)
                == arenas.tops.copy(handle, capacity: capacity)
        )
    }
}
