// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The part of the walk that emission, levels and targets are: they name series.
extension StateImage {
    /// Blocks of what series came to, by their numbers; 0 is nothing.
    mutating func visitLevels(
        _ groupingSets: [Int],
        _ visitor: inout some NumberVisitor
    ) throws(StateError) {
        let blank = [UInt8](repeating: 0, count: 8)
        for (index, groupingSet) in groupingSets.enumerated() {
            try visitPlaces(
                .levels,
                index,
                in: groupingSet,
                blockSize: LevelTable.recordedBlock,
                blank: blank,
                isFull: true,
                &visitor
            )
        }
    }

    /// Blocks of how series stand, by their numbers.
    mutating func visitTargets(
        _ layout: NumberLayout,
        _ visitor: inout some NumberVisitor
    ) throws(StateError) {
        var blank = StateWriter()
        TargetBook.write(TargetBook.Entry(), to: &blank)
        for output in layout.plan.outputs.indices {
            try visitPlaces(
                .targets,
                output,
                in: try layout.groupingSet(ofOutput: output),
                blockSize: TargetBook.blockSize,
                blank: blank.bytes,
                isFull: false,
                &visitor
            )
        }
    }

    /// When windows close next: how far a full batch came, and the series that are judged early.
    mutating func visitEmission(
        _ layout: NumberLayout,
        _ visitor: inout some NumberVisitor
    ) throws(StateError) {
        try rewrite(.emission) { reader, writer throws(StateError) in
            // When the watermark was known first, and from when on everything was seen.
            writer.write(try reader.read(count: 8 + 8))
            try reader.copyCount(layout.groups.count, to: &writer)
            for groupingSet in layout.groups {
                writer.write(try reader.read(count: 8))
                let position: Int32 = try reader.read()
                let series: UInt32 = try reader.read()
                writer.write(position)
                writer.write(position < 0 ? series : try visitor.series(series, in: groupingSet))
            }
            try reader.copyCount(layout.early.count, to: &writer)
            for groupingSet in layout.early {
                writer.write(try reader.read(count: 8))
                let count: UInt32 = try reader.read()
                writer.write(count)
                for _ in 0..<count {
                    writer.write(try visitor.series(try reader.read(), in: groupingSet))
                }
            }
        }
    }

    /// Keys of windows that were told or wait for a revision.
    mutating func visitRevisions(
        _ layout: NumberLayout,
        _ visitor: inout some NumberVisitor
    ) throws(StateError) {
        try rewrite(.revisions) { reader, writer throws(StateError) in
            while !reader.isAtEnd {
                let output: UInt16 = try reader.read()
                let groupingSet = try layout.groupingSet(ofOutput: Int(output))
                let content = try RevisionLog.keyContent(&reader)
                var key = StateReader(content)
                writer.write(output)
                writer.write(try visitor.series(try key.read(), in: groupingSet))
                writer.write(Array(try key.readRest()))
            }
        }
    }

    /// Visits the series of which something is known where it stands at the place of its number, and
    /// puts it at that of its new one.
    private mutating func visitPlaces(
        _ kind: StateKind,
        _ index: Int,
        in groupingSet: Int,
        blockSize: Int,
        blank: [UInt8],
        isFull: Bool,
        _ visitor: inout some NumberVisitor
    ) throws(StateError) {
        var contents: [UInt32: [UInt8]] = [:]
        for part in section(kind, index) {
            var (content, place) = (part.content, UInt32(part.number * blockSize))
            while !content.isAtEnd {
                let known = try content.read(count: blank.count)
                defer { place += 1 }
                if known == blank { continue }
                contents[try visitor.series(place, in: groupingSet)] = known
            }
        }
        let end = contents.keys.max().map { Int($0) + 1 } ?? 0
        var parts: [UInt32: [UInt8]] = [:]
        for first in stride(from: 0, to: end, by: blockSize) {
            let places = first..<(isFull ? first + blockSize : min(end, first + blockSize))
            guard places.contains(where: { contents[UInt32($0)] != nil }) || !isFull else {
                continue
            }
            parts[UInt32(first / blockSize)] = places.flatMap { contents[UInt32($0)] ?? blank }
        }
        setSection(kind, index, parts)
    }
}

extension StateReader {
    /// Copies a count that the plan says, too.
    fileprivate mutating func copyCount(
        _ expected: Int,
        to writer: inout StateWriter
    ) throws(StateError) {
        let count: UInt16 = try read()
        guard Int(count) == expected else {
            throw StateError(.damaged, "the state has other windows than it says")
        }
        writer.write(count)
    }
}
