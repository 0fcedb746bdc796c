// SPDX-License-Identifier: Apache-2.0

/// Which input partitions were read to their ends.
///
/// A reader of committed records comes to nothing more also where a transaction is open: what lies
/// behind waits to be read, and silence before it is none. So an end counts while the broker holds
/// nothing behind it, and no longer.
struct PartitionEnds {
    /// What becomes known of a partition.
    enum Change {
        /// It was read to its end.
        case reached
        /// It holds more than was read, which may not be read yet.
        case left
    }

    /// How often it is looked whether an end still is one, ms.
    static let interval: Int64 = 200

    /// Of each partition, whether it was read to its end.
    private(set) var areReached: [Bool] = []
    /// Of each partition, up to where it was read as its reader last came to nothing more.
    private var offsets: [Int64?] = []
    /// Of each partition, when that was another offset than before, monotonic ms; before it was at one, far
    /// ahead.
    private var moved: [Int64] = []
    private var nextLook = Int64.min

    /// Adds a partition, of which nothing was read yet.
    mutating func add() {
        areReached.append(false)
        offsets.append(nil)
        moved.append(.max / 2)
    }

    /// Takes note that the reader of a partition came to nothing more.
    ///
    /// - Parameters:
    ///   - partition: its number.
    ///   - offset: of the next record.
    ///   - end: behind the last record that the broker holds, read or not; nil: it is not known.
    ///   - now: monotonic time, ms.
    /// - Returns: nil: that is not the end, nor was it at one before.
    mutating func stop(_ partition: Int, at offset: Int64, end: Int64?, now: Int64) -> Change? {
        if offsets[partition] != offset { moved[partition] = now }
        offsets[partition] = offset
        let change = look(at: partition, end: end)
        return areReached[partition] ? .reached : change
    }

    /// Forgets where a partition ended: only its reader can tell.
    ///
    /// - Parameter partition: its number.
    mutating func leave(_ partition: Int) {
        offsets[partition] = nil
        areReached[partition] = false
    }

    /// Whether a partition was at its end, and nothing came of it for so long, ms, as of the last look.
    func isQuiet(_ partition: Int, for time: Int64) -> Bool {
        areReached[partition] && nextLook >= moved[partition] + time + Self.interval
    }

    /// Nothing will be read of a partition any more: it stands at its end.
    mutating func retire(_ partition: Int) {
        areReached[partition] = true
        offsets[partition] = nil
    }

    /// Whether it is time to look at all partitions again.
    mutating func isDue(_ now: Int64) -> Bool {
        guard now >= nextLook else { return false }
        nextLook = now + Self.interval
        return true
    }

    /// Looks whether a partition is at its end, where its reader last came to nothing more.
    ///
    /// - Parameters:
    ///   - partition: its number.
    ///   - end: as for `stop`.
    /// - Returns: nil: nothing has changed.
    mutating func look(at partition: Int, end: Int64?) -> Change? {
        guard let offset = offsets[partition] else { return nil }
        let isReached = (end ?? offset) <= offset
        guard isReached != areReached[partition] else { return nil }
        areReached[partition] = isReached
        return isReached ? .reached : .left
    }
}
