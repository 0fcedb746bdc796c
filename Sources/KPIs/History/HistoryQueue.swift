// SPDX-License-Identifier: Apache-2.0

/// Blocks in the order of their age.
///
/// Those that were given back in the meantime are left out when their turn comes, or when they have
/// become more than those in use.
struct HistoryQueue {
    private var entries: [(block: UInt32, birth: UInt64)] = []
    private var head = 0

    /// Puts a block behind all others.
    mutating func append(_ block: UInt32, in blocks: HistoryBlocks) {
        entries.append((block, blocks.blocks[Int(block)].birth))
        guard entries.count > 2 * blocks.usedCount + 1_024 else { return }
        entries = entries[head...].filter { Self.isAlive($0, blocks) }
        head = 0
    }

    /// Takes the oldest block in use; nil: there is none.
    mutating func popOldest(of blocks: HistoryBlocks) -> UInt32? {
        while head < entries.count {
            defer { head += 1 }
            if Self.isAlive(entries[head], blocks) { return entries[head].block }
        }
        return nil
    }

    private static func isAlive(
        _ entry: (block: UInt32, birth: UInt64),
        _ blocks: HistoryBlocks
    ) -> Bool {
        let block = blocks.blocks[Int(entry.block)]
        return block.slot >= 0 && block.birth == entry.birth
    }
}
