// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What one measure came to since the beginning, by series.
///
/// It is the truth of now; the level at a window's end is this less what the panes behind the window
/// hold. Places come in blocks as series come, so that memory follows their number. One thread
/// adds, any thread reads.
@safe final class LevelTable: Sendable {
    private static let blockSize = 1_024

    // Blocks are made by the one writer, before their pointer is stored with release; readers load
    // it with acquire. They go only with the table.
    private nonisolated(unsafe) let blocks: UnsafeMutablePointer<Atomic<UInt>>
    private let blockCount: Int

    /// A table of nothing for at most so many series.
    init(seriesLimit: Int) {
        blockCount = (max(1, seriesLimit) + Self.blockSize - 1) / Self.blockSize
        unsafe blocks = .allocate(capacity: blockCount)
        for block in 0..<blockCount { unsafe (blocks + block).initialize(to: Atomic(0)) }
    }

    deinit {
        for block in 0..<blockCount { unsafe places(block)?.deallocate() }
        unsafe blocks.deallocate()
    }

    /// The most bytes of a table.
    static func mostBytes(seriesLimit: Int) -> Int {
        8 * (seriesLimit + blockSize) + seriesLimit / 64
    }

    /// What a series came to.
    ///
    /// Any thread.
    func value(_ series: UInt32) -> Int64 {
        let (block, place) = Self.split(series)
        guard let places = unsafe places(block) else { return 0 }
        return unsafe places[place].load(ordering: .relaxed)  // each value stands for itself
    }

    /// Adds to a series.
    ///
    /// Writer only; a sum beyond 64 bits stays at the largest.
    func add(_ amount: Int64, to series: UInt32) {
        let (block, place) = Self.split(series)
        let places = unsafe places(block) ?? makePlaces(block)
        let known = unsafe places[place].load(ordering: .relaxed)
        let (sum, overflow) = known.addingReportingOverflow(amount)
        let most: Int64 = amount < 0 ? .min : .max
        unsafe places[place].store(overflow ? most : sum, ordering: .relaxed)
    }

    /// Values that are visited together.
    static var recordedBlock: Int { 64 }

    /// Visits the values that anything was added to, 64 at a time; writer only.
    func forEachBlock(_ body: (_ block: Int, _ values: [Int64]) -> Void) {
        let parts = Self.blockSize / Self.recordedBlock
        for block in 0..<blockCount {
            guard let places = unsafe places(block) else { continue }
            for part in 0..<parts {
                let range = part * Self.recordedBlock..<(part + 1) * Self.recordedBlock
                let values = range.map { unsafe places[$0].load(ordering: .relaxed) }
                if values.contains(where: { $0 != 0 }) { body(block * parts + part, values) }
            }
        }
    }

    private func places(_ block: Int) -> UnsafeMutablePointer<Atomic<Int64>>? {
        // Pairs with the releasing store in `makePlaces`.
        unsafe UnsafeMutablePointer(bitPattern: blocks[block].load(ordering: .acquiring))
    }

    private func makePlaces(_ block: Int) -> UnsafeMutablePointer<Atomic<Int64>> {
        let places = UnsafeMutablePointer<Atomic<Int64>>.allocate(capacity: Self.blockSize)
        for place in 0..<Self.blockSize { unsafe (places + place).initialize(to: Atomic(0)) }
        unsafe blocks[block].store(UInt(bitPattern: places), ordering: .releasing)
        return unsafe places
    }

    private static func split(_ series: UInt32) -> (block: Int, place: Int) {
        (Int(series) / blockSize, Int(series) % blockSize)
    }
}
