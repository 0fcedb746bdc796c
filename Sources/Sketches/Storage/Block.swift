// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// One block of a pool: a sequence word, a header word, then content.
///
/// The writer's own reads are plain, because nobody else stores. Every store is atomic and relaxed,
/// as is every read of another thread, so nothing is a data race; a block that is given to another
/// owner is odd in its sequence word meanwhile (a seqlock after H. Boehm, HPL-2012-68).
/// Sound because blocks live as long as their pool and offsets stay below `BlockSize.bytes`.
@safe struct Block {
    private let base: UnsafeMutableRawPointer

    init(_ base: UnsafeMutableRawPointer) { unsafe self.base = unsafe base }

    // MARK: Writer

    func word16(_ index: Int) -> UInt16 {
        unsafe base.load(fromByteOffset: index &* 2, as: UInt16.self)
    }

    func word32(_ index: Int) -> UInt32 {
        unsafe base.load(fromByteOffset: index &* 4, as: UInt32.self)
    }

    func word64(_ index: Int) -> UInt64 {
        unsafe base.load(fromByteOffset: index &* 8, as: UInt64.self)
    }

    func byte(_ offset: Int) -> UInt8 {
        unsafe base.load(fromByteOffset: offset, as: UInt8.self)
    }

    /// Only for what no reader looks at.
    func store16(_ word: UInt16, at index: Int) {
        unsafe base.storeBytes(of: word, toByteOffset: index &* 2, as: UInt16.self)
    }

    func store32(_ word: UInt32, at index: Int) {
        unsafe atomic32(index).pointee.store(word, ordering: .relaxed)
    }

    func store64(_ word: UInt64, at index: Int) {
        unsafe atomic64(index).pointee.store(word, ordering: .relaxed)
    }

    /// Makes the block unreadable before its content is given to another owner.
    func close() {
        store32(word32(0) | 1, at: 0)
        // Pairs with the fence in `isStill`: who sees new content sees the odd word, and sees what
        // the writer published before, such as the handle that replaced this one.
        atomicMemoryFence(ordering: .releasing)
    }

    /// Makes the content readable.
    func open() {
        // Pairs with the acquire in `sequence`.
        unsafe atomic32(0).pointee.store(word32(0) &+ 1, ordering: .releasing)
    }

    // MARK: Readers

    /// The sequence word; odd while the content is no one's.
    var sequence: UInt32 {
        // Pairs with the release in `open`.
        unsafe atomic32(0).pointee.load(ordering: .acquiring)
    }

    func read32(_ index: Int) -> UInt32 {
        unsafe atomic32(index).pointee.load(ordering: .relaxed)
    }

    func read64(_ index: Int) -> UInt64 {
        unsafe atomic64(index).pointee.load(ordering: .relaxed)
    }

    /// Whether everything read since `sequence` was taken belongs to the same owner.
    func isStill(_ sequence: UInt32) -> Bool {
        // Pairs with the fence in `close`.
        atomicMemoryFence(ordering: .acquiring)
        return read32(0) == sequence
    }

    // MARK: Addresses

    private func atomic32(_ index: Int) -> UnsafeMutablePointer<Atomic<UInt32>> {
        unsafe (base + index &* 4).assumingMemoryBound(to: Atomic<UInt32>.self)
    }

    private func atomic64(_ index: Int) -> UnsafeMutablePointer<Atomic<UInt64>> {
        unsafe (base + index &* 8).assumingMemoryBound(to: Atomic<UInt64>.self)
    }
}
