// SPDX-License-Identifier: Apache-2.0

/// Memory for very many small structures: segments that never move, blocks named by handles.
///
/// One thread allocates and frees; any thread may look at a block. A handle is the number of a
/// 16-byte unit; 0 names nothing. Segments are freed only with the pool, so a stale handle leads to
/// a closed or reused block, never to foreign memory.
/// Sound because the tables are allocated once at full length, an entry of `segments` is written
/// before any handle into it exists, and `state` is touched by the writer only.
@safe struct BlockPool: ~Copyable, @unchecked Sendable {
    static let segmentBytes = 1 << 18
    private static let segmentShift: UInt32 = 14
    private static let unitMask: UInt32 = (1 << segmentShift) - 1

    let limitBytes: Int
    let counters = BlockCounters()
    private let segments: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    private let segmentLimit: Int
    private let state: UnsafeMutablePointer<State>

    private struct State: BitwiseCopyable {
        var segmentCount = 0
        /// The next unused byte of the newest segment.
        var position = BlockPool.segmentBytes
        /// The first free block of each size class.
        var free = InlineArray<14, UInt32>(repeating: 0)
        /// The block replaced last: readers may still come for it, so it rests for one more turn.
        var retired: UInt32 = 0
    }

    init(limitBytes: Int) {
        precondition(
            limitBytes >= Self.segmentBytes && limitBytes <= 1 << 36,
            "A pool holds from 256 KiB to 64 GiB."
        )
        self.limitBytes = limitBytes
        segmentLimit = limitBytes / Self.segmentBytes
        unsafe segments = .allocate(capacity: segmentLimit)
        unsafe segments.initialize(repeating: nil, count: segmentLimit)
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: State())
    }

    deinit {
        for index in 0..<segmentLimit { unsafe segments[index]?.deallocate() }
        unsafe segments.deallocate()
        unsafe state.deallocate()
    }

    /// The block of a handle that this pool gave out.
    func block(_ handle: UInt32) -> Block {
        let index = Int(handle >> Self.segmentShift)
        precondition(index < segmentLimit, "A handle of another pool.")
        guard let segment = unsafe segments[index] else {
            preconditionFailure("A handle of another pool.")
        }
        return unsafe Block(segment + Int(handle & Self.unitMask) &* BlockSize.unitBytes)
    }

    /// Fills a new block and retires the old one; nil, and one overflow, at the memory limit.
    func replace(
        _ handle: UInt32,
        _ sizeClass: UInt32,
        _ content: BlockHeader.Content,
        _ fill: (Block) -> Void
    ) -> UInt32? {
        let other = allocate(sizeClass, for: content)
        guard other != 0 else {
            counters.overflow()
            return nil
        }
        let block = block(other)
        fill(block)
        block.open()
        if handle != 0 { retire(handle) }
        return other
    }

    /// A closed block of zeros with its header set, or 0 when the limit is reached.
    @inline(never)
    func allocate(_ sizeClass: UInt32, for content: BlockHeader.Content) -> UInt32 {
        var handle = unsafe state.pointee.free[Int(sizeClass)]
        if handle != 0 {
            unsafe state.pointee.free[Int(sizeClass)] = block(handle).word32(2)
        } else {
            handle = carve(sizeClass)
            if handle == 0 { return 0 }
        }
        let block = block(handle)
        block.store32(BlockHeader(sizeClass: sizeClass, content: content).word, at: 1)
        for index in 1..<(BlockSize.bytes(sizeClass) / 8) { block.store64(0, at: index) }
        counters.use(BlockSize.bytes(sizeClass))
        return handle
    }

    /// Gives a block back at once; its owner has withdrawn the handle from all readers.
    func free(_ handle: UInt32) {
        let block = block(handle)
        let sizeClass = BlockHeader(block.word32(1)).sizeClass
        block.close()
        counters.use(-BlockSize.bytes(sizeClass))
        push(handle, block, sizeClass)
    }

    /// Gives a replaced block back when the next one is replaced.
    ///
    /// Until the owner has published the new handle, readers find the old content whole.
    func retire(_ handle: UInt32) {
        let previous = unsafe state.pointee.retired
        unsafe state.pointee.retired = handle
        if previous != 0 { free(previous) }
    }

    private func push(_ handle: UInt32, _ block: Block, _ sizeClass: UInt32) {
        block.store32(unsafe state.pointee.free[Int(sizeClass)], at: 2)
        unsafe state.pointee.free[Int(sizeClass)] = handle
    }

    /// New memory from the newest segment, or from another one if the limit allows it.
    private func carve(_ sizeClass: UInt32) -> UInt32 {
        let bytes = BlockSize.bytes(sizeClass)
        if unsafe state.pointee.position + bytes > Self.segmentBytes {
            guard addSegment() else { return 0 }
        }
        return takeUnits(sizeClass)
    }

    private func takeUnits(_ sizeClass: UInt32) -> UInt32 {
        let position = unsafe state.pointee.position
        let segment = UInt32(unsafe state.pointee.segmentCount - 1)
        unsafe state.pointee.position = position + BlockSize.bytes(sizeClass)
        let handle = segment << Self.segmentShift | UInt32(position / BlockSize.unitBytes)
        let block = block(handle)
        block.store32(1, at: 0)
        block.store32(BlockHeader(sizeClass: sizeClass, content: .none).word, at: 1)
        return handle
    }

    private func addSegment() -> Bool {
        let count = unsafe state.pointee.segmentCount
        guard count < segmentLimit else { return false }
        shareRemainder()
        unsafe segments[count] = .allocate(byteCount: Self.segmentBytes, alignment: 128)
        unsafe state.pointee.segmentCount = count + 1
        // Unit 0 stays unused: handle 0 names nothing.
        unsafe state.pointee.position = count == 0 ? BlockSize.unitBytes : 0
        counters.reserve(Self.segmentBytes)
        return true
    }

    /// Puts what is left of the newest segment on the free lists.
    private func shareRemainder() {
        while case let rest = unsafe Self.segmentBytes - state.pointee.position, rest > 0 {
            let sizeClass = BlockSize.largestClass(within: rest)
            let handle = takeUnits(sizeClass)
            push(handle, block(handle), sizeClass)
        }
    }
}
