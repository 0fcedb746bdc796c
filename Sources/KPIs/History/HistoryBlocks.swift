// SPDX-License-Identifier: Apache-2.0

/// Storage of points in blocks of one size, so that nothing moves when much of it is in use.
struct HistoryBlocks {
    /// Points of a block: few, because the state writes a block anew for each point.
    static let pointCount = 8
    /// Blocks that are allocated at once.
    private static let segmentCount = 512
    /// What a block takes: its points, what is known of it, and its mark in the state.
    static let blockBytes = pointCount * MemoryLayout<HistoryPoint>.stride + 24 + 16 + 16

    /// What is known of a block.
    struct Block {
        /// Whose it is; a free one's is negative.
        var slot: Int32 = -1
        /// Points in use.
        var count: UInt8 = 0
        /// Another one after each change, never used twice.
        var version: UInt64 = 0
        /// The version that it began with.
        var birth: UInt64 = 0
    }

    private var segments: [[HistoryPoint]] = []
    private(set) var blocks: [Block] = []
    private var free: [UInt32] = []
    private var version: UInt64 = 0

    /// Blocks in use.
    var usedCount: Int { blocks.count - free.count }

    /// A new block of a series.
    mutating func allocate(for slot: Int) -> UInt32 {
        version += 1
        let block = Block(slot: Int32(slot), count: 0, version: version, birth: version)
        if let number = free.popLast() {
            blocks[Int(number)] = block
            return number
        }
        if blocks.count % Self.segmentCount == 0 {
            let nothing = HistoryPoint(
                start: 0,
                value: KPIValue(value: nil, num: 0, den: nil, n: 0),
                isComplete: false
            )
            segments.append(
                Array(repeating: nothing, count: Self.segmentCount * Self.pointCount)
            )
        }
        blocks.append(block)
        return UInt32(blocks.count - 1)
    }

    /// Gives a block back.
    mutating func release(_ number: UInt32) {
        blocks[Int(number)] = Block()
        free.append(number)
    }

    /// Whether a block has room for one more point.
    func hasRoom(_ number: UInt32) -> Bool { Int(blocks[Int(number)].count) < Self.pointCount }

    /// Puts a point behind the others.
    mutating func append(_ point: HistoryPoint, to number: UInt32) {
        let position = Int(blocks[Int(number)].count)
        blocks[Int(number)].count += 1
        set(point, at: position, of: number)
    }

    /// Puts a point in the place of another.
    mutating func set(_ point: HistoryPoint, at position: Int, of number: UInt32) {
        version += 1
        blocks[Int(number)].version = version
        let (segment, place) = place(number)
        segments[segment][place + position] = point
    }

    /// Puts a point before others of a block that has room.
    mutating func insert(_ point: HistoryPoint, at position: Int, of number: UInt32) {
        let (segment, place) = place(number)
        let count = Int(blocks[Int(number)].count)
        for later in stride(from: count, to: position, by: -1) {
            segments[segment][place + later] = segments[segment][place + later - 1]
        }
        blocks[Int(number)].count += 1
        set(point, at: position, of: number)
    }

    /// Moves the upper half of a block into a new one.
    mutating func split(_ number: UInt32) -> UInt32 {
        let upper = Array(points(number).suffix(Self.pointCount / 2))
        let block = allocate(for: Int(blocks[Int(number)].slot))
        for point in upper { append(point, to: block) }
        version += 1
        blocks[Int(number)].count -= UInt8(upper.count)
        blocks[Int(number)].version = version
        return block
    }

    /// The points of a block.
    func points(_ number: UInt32) -> ArraySlice<HistoryPoint> {
        let (segment, place) = place(number)
        return segments[segment][place..<place + Int(blocks[Int(number)].count)]
    }

    private func place(_ number: UInt32) -> (segment: Int, place: Int) {
        let (segment, rest) = Int(number).quotientAndRemainder(dividingBy: Self.segmentCount)
        return (segment, rest * Self.pointCount)
    }
}
