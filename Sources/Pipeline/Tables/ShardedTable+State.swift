// SPDX-License-Identifier: Apache-2.0

extension ShardedTable {
    /// Records what changed in the table.
    ///
    /// - Complexity: O(slots).
    func record(_ kind: StateKind, _ index: Int = 0, to recorder: inout StateRecorder) {
        recorder.open(kind, index)
        for shard in 0..<Self.shardCount {
            // Shards are of about one size, so the numbers of all blocks lie close together.
            self[shard: shard].record(to: &recorder) { $0 * Self.shardCount + shard }
        }
        recorder.close()
    }

    /// Takes the entries of a recorded table into one that is empty.
    ///
    /// - Throws: `.noRoom` where the limit is below what there is.
    mutating func restore(
        _ kind: StateKind,
        _ index: Int = 0,
        from image: StateImage
    ) throws(StateError) {
        let parts = image.section(kind, index)
        var counts = [Int](repeating: 0, count: Self.shardCount)
        for part in parts {
            counts[part.number % Self.shardCount] += TableShard<Value>.entryCount(of: part.content)
        }
        reserve(counts)
        for part in parts {
            for slot in try TableShard<Value>.entries(in: part.content) {
                guard
                    findOrInsert(slot.key, initial: slot.value, isExpired: { _ in false }) != nil
                else {
                    throw StateError(
                        .noRoom,
                        "the stored table \(kind) has more than the \(limit) entries of the limits"
                    )
                }
            }
        }
    }
}
