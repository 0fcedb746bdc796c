// SPDX-License-Identifier: Apache-2.0

public import Synchronization

/// The memory of one ring, trivial so that ends copy it into themselves.
///
/// Cursors count elements since the beginning and never wrap (2^64); a slot is cursor & mask.
/// Sound because `RingStorage` alone frees it and both ends hold that object, slots between head
/// and tail are read by the consumer only, the others written by the producer only, and
/// `BitwiseCopyable` elements need neither initialization nor destruction.
@safe @frozen @usableFromInline
struct RingMemory<Element: BitwiseCopyable>: @unchecked Sendable {
    @usableFromInline let cursors: UnsafeMutablePointer<PaddedCursor>
    @usableFromInline let slots: UnsafeMutablePointer<Element>
    @usableFromInline let mask: UInt64

    init(capacity: Int) {
        let lines = UnsafeMutableRawPointer.allocate(
            byteCount: 2 * MemoryLayout<PaddedCursor>.stride,
            alignment: CacheLine.bytes
        )
        unsafe cursors = unsafe lines.bindMemory(to: PaddedCursor.self, capacity: 2)
        unsafe cursors.initialize(to: PaddedCursor())
        unsafe (cursors + 1).initialize(to: PaddedCursor())
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: capacity * MemoryLayout<Element>.stride,
            alignment: max(CacheLine.bytes, MemoryLayout<Element>.alignment)
        )
        unsafe slots = unsafe bytes.bindMemory(to: Element.self, capacity: capacity)
        mask = UInt64(capacity - 1)
    }

    /// Gives the memory back; only `RingStorage` may call it, once.
    func deallocate() {
        unsafe cursors.deinitialize(count: 2)
        unsafe cursors.deallocate()
        unsafe slots.deallocate()
    }

    @inlinable var capacity: UInt64 { mask &+ 1 }

    /// Elements taken so far.
    @inlinable var head: UInt64 {
        // Pairs with the release in `publishHead`: a slot is reused only after it was read.
        unsafe cursors[0].value.load(ordering: .acquiring)
    }

    /// Elements published so far.
    @inlinable var tail: UInt64 {
        // Pairs with the release in `publishTail`: a slot is read only after it was written.
        unsafe cursors[1].value.load(ordering: .acquiring)
    }

    /// Gives the slots before `head` to the producer; for the consumer's thread.
    @inlinable func publishHead(_ head: UInt64) {
        // Pairs with the acquire in `head`.
        unsafe cursors[0].value.store(head, ordering: .releasing)
    }

    /// Gives the slots before `tail` to the consumer; for the producer's thread.
    @inlinable func publishTail(_ tail: UInt64) {
        // Pairs with the acquire in `tail`.
        unsafe cursors[1].value.store(tail, ordering: .releasing)
    }

    @inlinable func read(_ index: UInt64) -> Element {
        unsafe slots[Int(truncatingIfNeeded: index & mask)]
    }

    @inlinable func write(_ element: Element, at index: UInt64) {
        unsafe slots[Int(truncatingIfNeeded: index & mask)] = element
    }

    /// A view of `count` slots from `index` that do not pass the end of the memory.
    @inlinable @_lifetime(immortal)
    func span(from index: UInt64, count: Int) -> Span<Element> {
        let start = unsafe slots + Int(truncatingIfNeeded: index & mask)
        let span = unsafe Span(_unsafeStart: start, count: count)
        return unsafe _overrideLifetime(span, borrowing: ())
    }
}
