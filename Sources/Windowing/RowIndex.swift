// SPDX-License-Identifier: Apache-2.0

/// Where the row of a series and pane is: open addressing with linear probing.
///
/// A slot holds 32 bits of hash and a row number, so that probing and growing read no rows but those
/// whose hash agrees. Deletion shifts the followers back (Knuth, The Art of Computer Programming,
/// volume 3, section 6.4, algorithm R): no tombstones, so lookups do not age.
///
/// - Note: Writer thread only.
@safe struct RowIndex: ~Copyable {
    // `@safe`: the slots are its own, and every index is masked.

    private static let initialCapacity = 64

    // Empty: 0. Else the hash in the upper half, row number + 1 in the lower half.
    private var slots: UnsafeMutablePointer<UInt64>
    private var mask: Int
    private var count = 0

    init() {
        unsafe slots = .allocate(capacity: Self.initialCapacity)
        unsafe slots.initialize(repeating: 0, count: Self.initialCapacity)
        mask = Self.initialCapacity - 1
    }

    deinit { unsafe slots.deallocate() }

    /// Mixes series and pane into 32 bits: two multiplications by odd constants with folds between.
    static func hash(series: UInt32, paneStart: Int64) -> UInt32 {
        var mixed = UInt64(bitPattern: paneStart) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(series)
        mixed = (mixed ^ (mixed &>> 32)) &* 0xD6E8_FEB8_6659_FD93
        return UInt32(truncatingIfNeeded: mixed ^ (mixed &>> 32))
    }

    /// The row number under a hash for which `matches` says yes.
    func find(_ hash: UInt32, where matches: (UInt32) -> Bool) -> UInt32? {
        guard let slot = slot(of: hash, where: matches) else { return nil }
        return unsafe Self.number(slots[slot])
    }

    /// Adds a row number that is not there.
    ///
    /// - Complexity: O(1) amortized; growing at three quarters full visits every slot once.
    mutating func insert(_ hash: UInt32, _ number: UInt32) {
        if (count + 1) * 4 > (mask + 1) * 3 { grow() }
        place(UInt64(hash) << 32 | UInt64(number) + 1)
        count += 1
    }

    /// Removes the row number under a hash for which `matches` says yes, if there is one.
    mutating func remove(_ hash: UInt32, where matches: (UInt32) -> Bool) {
        guard var hole = slot(of: hash, where: matches) else { return }
        var next = (hole + 1) & mask
        while case let entry = unsafe slots[next], entry != 0 {
            let distance = (next &- home(entry)) & mask
            if distance >= (next &- hole) & mask {
                unsafe slots[hole] = entry
                hole = next
            }
            next = (next + 1) & mask
        }
        unsafe slots[hole] = 0
        count -= 1
    }

    private func slot(of hash: UInt32, where matches: (UInt32) -> Bool) -> Int? {
        var slot = Int(hash) & mask
        while case let entry = unsafe slots[slot], entry != 0 {
            if UInt32(entry >> 32) == hash, matches(Self.number(entry)) { return slot }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private func home(_ entry: UInt64) -> Int { Int(entry >> 32) & mask }

    private static func number(_ entry: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: entry) - 1 }

    private func place(_ entry: UInt64) {
        var slot = home(entry)
        while unsafe slots[slot] != 0 { slot = (slot + 1) & mask }
        unsafe slots[slot] = entry
    }

    private mutating func grow() {
        let old = unsafe slots
        let oldCapacity = mask + 1
        unsafe slots = .allocate(capacity: oldCapacity * 2)
        unsafe slots.initialize(repeating: 0, count: oldCapacity * 2)
        mask = oldCapacity * 2 - 1
        for slot in 0..<oldCapacity where unsafe old[slot] != 0 { unsafe place(old[slot]) }
        unsafe old.deallocate()
    }
}
