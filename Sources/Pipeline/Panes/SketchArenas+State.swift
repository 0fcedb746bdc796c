// SPDX-License-Identifier: Apache-2.0

import KPIs
import Sketches

extension SketchArenas {
    /// How a distinct count is written.
    private enum Content: UInt8 {
        case none, items, image
    }

    /// Writes what a sketch cell holds.
    ///
    /// The aggregator only: then a handle is never stale.
    func write(_ handle: UInt32, _ fold: Fold, isTotal: Bool, to writer: inout StateWriter) {
        switch fold {
        case .distinct: writeDistinct(handle, isTotal: isTotal, to: &writer)
        case .histogram: writeHistogram(handle, to: &writer)
        default: writeList(handle, to: &writer)
        }
    }

    /// Reads what a sketch cell held; returns the handle of the sketch made of it.
    func read(
        _ fold: Fold,
        isTotal: Bool,
        from reader: inout StateReader
    ) throws(StateError) -> UInt32 {
        switch fold {
        case .distinct: try readDistinct(isTotal: isTotal, from: &reader)
        case .histogram: try readHistogram(from: &reader)
        default: try readList(isTotal: isTotal, from: &reader)
        }
    }

    /// Reads what a cell holds without making a sketch of it.
    ///
    /// - Returns: its bytes.
    static func content(of fold: Fold, in reader: inout StateReader) throws(StateError) -> [UInt8] {
        switch fold {
        case .distinct:
            let kind = try reader.read(count: 1)
            switch Content(rawValue: kind[0]) {
            case .none?: return kind
            case .items?: return kind + (try reader.content(counted: UInt32.self, each: 8))
            case .image?: return kind + (try reader.content(counted: UInt32.self, each: 1))
            case nil: throw StateError(.otherVersion, "a distinct count of no known form")
            }
        // Behind the count: the sum, then an index and a count of each bucket.
        case .histogram: return try reader.content(counted: UInt16.self, each: 2 + 8, besides: 8)
        // Behind the count: floor and total, then value, count and error of each entry.
        case .top: return try reader.content(counted: UInt16.self, each: 4 + 8 + 8, besides: 8 + 8)
        default: return try reader.read(count: 8)
        }
    }

    /// Copies what a list holds, with other numbers of its values.
    static func copyList(
        _ reader: inout StateReader,
        to writer: inout StateWriter,
        _ value: (UInt32) throws(StateError) -> UInt32
    ) throws(StateError) {
        let count: UInt16 = try reader.read()
        writer.write(count)
        writer.write(try reader.read(count: 8 + 8))
        for _ in 0..<count {
            writer.write(try value(try reader.read()))
            writer.write(try reader.read(count: 8 + 8))
        }
    }

    /// Writes what a cell holds that nothing was counted in.
    static func writeNothing(_ fold: Fold, _ writer: inout StateWriter) {
        switch fold {
        case .distinct: writer.write(Content.none.rawValue)
        case .histogram: writer.write([UInt8](repeating: 0, count: 2 + 8))
        case .top: writer.write([UInt8](repeating: 0, count: 2 + 8 + 8))
        default: writer.write(UInt64(0))
        }
    }

    private func writeDistinct(_ handle: UInt32, isTotal: Bool, to writer: inout StateWriter) {
        let copy = isTotal ? exactDistinct.copy(handle) : distinct.copy(handle)
        guard let sketch = copy, !sketch.isEmpty else {
            return writer.write(Content.none.rawValue)
        }
        if let items = sketch.exactItems {
            writer.write(Content.items.rawValue)
            writer.write(UInt32(items.count))
            for item in items { writer.write(item) }
        } else {
            writer.write(Content.image.rawValue)
            writer.write(counted: sketch.bytes())
        }
    }

    private func readDistinct(
        isTotal: Bool,
        from reader: inout StateReader
    ) throws(StateError) -> UInt32 {
        switch Content(rawValue: try reader.read()) {
        case .none?: return 0
        case .items?:
            var handle: UInt32 = 0
            for _ in 0..<(try reader.read(UInt32.self)) {
                handle = insert(try reader.read(), into: handle, groupingSet: isTotal ? 0 : 1)
            }
            return handle
        case .image?:
            let bytes = try reader.readCounted()
            let sketch: DistinctSketch
            do throws(SketchError) {
                sketch = try DistinctSketch(bytes: bytes)
            } catch {
                throw StateError(.damaged, "a distinct count in the state: \(error)")
            }
            guard sketch.lgK == DistinctSketch.defaultLgK else {
                throw StateError(.otherVersion, "a distinct count in the state has another size")
            }
            return isTotal ? exactDistinct.merge(sketch, into: 0) : distinct.merge(sketch, into: 0)
        case nil: throw StateError(.otherVersion, "a distinct count of no known form")
        }
    }

    private func writeHistogram(_ handle: UInt32, to writer: inout StateWriter) {
        let histogram = histograms.copy(handle) ?? LogHistogram()
        writer.write(UInt16(histogram.buckets.count))
        writer.write(histogram.sum)
        for bucket in histogram.buckets {
            writer.write(UInt16(bitPattern: Int16(bucket.index)))
            writer.write(bucket.count)
        }
    }

    private func readHistogram(from reader: inout StateReader) throws(StateError) -> UInt32 {
        let count: UInt16 = try reader.read()
        let sum: Int64 = try reader.read()
        var buckets: [LogHistogram.Bucket] = []
        for _ in 0..<count {
            let index = Int(Int16(bitPattern: try reader.read(UInt16.self)))
            guard LogHistogram.isBucket(index) else {
                throw StateError(.damaged, "a distribution in the state has the bucket \(index)")
            }
            buckets.append(.init(index: index, count: try reader.read()))
        }
        return histograms.merge(LogHistogram(buckets: buckets, sum: sum), into: 0)
    }

    private func writeList(_ handle: UInt32, to writer: inout StateWriter) {
        let most = HeavyHittersArena.mostCounters
        let list = tops.copy(handle, capacity: most) ?? HeavyHitters(capacity: most)
        writer.write(UInt16(list.entries.count))
        writer.write(list.floor)
        writer.write(list.total)
        for entry in list.entries {
            writer.write(entry.item)
            writer.write(entry.count)
            writer.write(entry.error)
        }
    }

    private func readList(
        isTotal: Bool,
        from reader: inout StateReader
    ) throws(StateError) -> UInt32 {
        let count: UInt16 = try reader.read()
        let (floor, total): (Int64, Int64) = (try reader.read(), try reader.read())
        var entries: [HeavyHitters.Entry] = []
        for _ in 0..<count {
            let item: UInt32 = try reader.read()
            entries.append(.init(item: item, count: try reader.read(), error: try reader.read()))
        }
        let capacity = isTotal ? Self.totalCounters : Self.counters
        let list = HeavyHitters(
            capacity: HeavyHittersArena.mostCounters,
            entries: entries,
            floor: floor,
            total: total
        )
        return tops.merge(list, into: 0, capacity: capacity)
    }
}

extension StateReader {
    /// Reads a count, some bytes besides, and so many things of a length.
    ///
    /// - Returns: all of their bytes.
    fileprivate mutating func content<Count: FixedWidthInteger>(
        counted: Count.Type,
        each bytes: Int,
        besides: Int = 0
    ) throws(StateError) -> [UInt8] {
        let count: Count = try read()
        var writer = StateWriter()
        writer.write(count)
        return writer.bytes + (try read(count: besides + Int(count) * bytes))
    }
}
