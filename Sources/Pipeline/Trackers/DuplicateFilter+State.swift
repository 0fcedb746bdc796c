// SPDX-License-Identifier: Apache-2.0

/// Ids come once and stay as they are, all over the table, so blocks of it would be written again for
/// one that came. What came since the commit before is written as it came, once; the table itself in
/// ranges of keys, each with its turn and whatever its slots are by then. After all turns the ranges hold
/// what came, and it goes.
extension DuplicateFilter {
    private typealias Shard = TableShard<Int64>

    /// The most ids between two commits that are written one by one; beyond, all ranges are written.
    static var mostFresh: Int { 1 << 20 }

    /// Ids of one part.
    private static var partSize: Int { 4_096 }
    private static var mostParts: Int { mostFresh / partSize }

    /// Records what came, and the ranges whose turn it is.
    ///
    /// - Complexity: O(ids that came), and of those that are known what is written.
    mutating func record(to recorder: inout StateRecorder) {
        let isWhole = recorder.isWhole || fresh.count >= Self.mostFresh
        recordRanges(all: isWhole, to: &recorder)
        if freshParts.count != recorder.turns {
            freshParts = Array(repeating: 0, count: recorder.turns)
        }
        recorder.open(.duplicates, 1)
        if isWhole {
            for turn in freshParts.indices { recordFresh([], turn, to: &recorder) }
        } else {
            recordFresh(fresh, recorder.turn, to: &recorder)
        }
        recorder.closeKeepingOthers()
        isRecorded = true
        fresh.removeAll(keepingCapacity: true)
    }

    /// Takes recorded ids into a filter that knows none.
    ///
    /// - Parameters:
    ///   - image: the state.
    ///   - watermark: what was to be forgotten by then does not come back.
    /// - Throws: `.noRoom` where the limit is below what there is.
    mutating func restore(from image: StateImage, watermark: Int64) throws(StateError) {
        // Nothing that comes would ever drop them.
        if longestWindow == 0 { return }
        let expiry = max(watermark, cutoff)
        var counts = [Int](repeating: 0, count: ShardedTable<Int64>.shardCount)
        let sections = [image.section(.duplicates, 0), image.section(.duplicates, 1)]
        for section in sections {
            for part in section {
                for slot in try Shard.entries(in: part.content) where slot.value > expiry {
                    counts[Int(slot.key >> 58)] += 1
                }
            }
        }
        seen.reserve(counts)
        for section in sections {
            for part in section {
                for slot in try Shard.entries(in: part.content) where slot.value > expiry {
                    try restore(slot.key, slot.value)
                }
            }
        }
    }

    private mutating func restore(_ key: UInt64, _ forgetting: Int64) throws(StateError) {
        let found = seen.findOrInsert(key, initial: forgetting, isExpired: { _ in false })
        guard let found else {
            throw StateError(
                .noRoom,
                "the stored event ids are more than the \(seen.limit) entries of the limits"
            )
        }
        if found.entry.value < forgetting { found.entry.value = forgetting }
    }

    private func recordRanges(all: Bool, to recorder: inout StateRecorder) {
        let count = ShardedTable<Int64>.shardCount * Shard.rangeCount
        recorder.open(.duplicates, 0)
        let due = all ? stride(from: 0, to: count, by: 1) : nil
        for number in due ?? stride(from: recorder.turn, to: count, by: recorder.turns) {
            recorder.write(number) { writer in
                var isEmpty = true
                seen[shard: number / Shard.rangeCount]
                    .forEachEntry(inRange: number % Shard.rangeCount) { slot in
                        if isEmpty { writer.write(UInt16(MemoryLayout<Shard.Slot>.size)) }
                        isEmpty = false
                        writer.write(raw: slot)
                    }
            }
        }
        recorder.closeKeepingOthers()
    }

    /// Writes what came in parts of a turn, in the place of those that it had before.
    private mutating func recordFresh(
        _ ids: [Shard.Slot],
        _ turn: Int,
        to recorder: inout StateRecorder
    ) {
        let before = freshParts[turn]
        freshParts[turn] = (ids.count + Self.partSize - 1) / Self.partSize
        for part in 0..<max(before, freshParts[turn]) {
            let members = ids.dropFirst(part * Self.partSize).prefix(Self.partSize)
            recorder.write(turn * Self.mostParts + part) { writer in
                if members.isEmpty { return }
                writer.write(UInt16(MemoryLayout<Shard.Slot>.size))
                for id in members { writer.write(raw: id) }
            }
        }
    }
}
