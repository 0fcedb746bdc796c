// SPDX-License-Identifier: Apache-2.0

/// Owns the memory of one ring; the last of ring, ends and levels to go frees it.
@usableFromInline
final class RingStorage<Element: BitwiseCopyable>: Sendable {
    @usableFromInline let memory: RingMemory<Element>

    init(capacity: Int) {
        precondition(
            capacity > 0 && capacity <= 1 << 32 && capacity & (capacity - 1) == 0,
            "The capacity of a ring is a power of two from 1 to 2^32."
        )
        memory = RingMemory(capacity: capacity)
    }

    deinit { memory.deallocate() }

    /// Elements published and not yet taken; exact only while neither end moves.
    var fillCount: Int {
        // The head is read first: it can only grow, so the difference is never negative.
        let head = memory.head
        let tail = memory.tail
        return Int(min(tail &- head, memory.capacity))
    }
}
