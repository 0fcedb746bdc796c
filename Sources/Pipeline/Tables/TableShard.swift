// SPDX-License-Identifier: Apache-2.0

import CPlatform

/// One shard of a `ShardedTable`: linear probing, deletion by backward shift.
///
/// Memory belongs to the table, which calls `destroy`; slots below `capacity` are initialized,
/// a key of 0 marks an empty one.
@safe struct TableShard<Value: BitwiseCopyable> {
    struct Slot: BitwiseCopyable {
        var key: UInt64
        var value: Value
    }

    private var slots: UnsafeMutablePointer<Slot>?
    private var capacity = 0
    private var count = 0

    init() { unsafe slots = nil }

    /// Whether an insertion needs no growth: at most three quarters of the slots are in use.
    var hasRoom: Bool { (count + 1) * 4 <= capacity * 3 }

    mutating func destroy() {
        unsafe slots?.deallocate()
        unsafe slots = nil
    }

    @inline(__always)
    func find(_ key: UInt64) -> TableEntry<Value>? {
        guard let slots = unsafe slots else { return nil }
        let mask = capacity - 1
        var position = Int(truncatingIfNeeded: key) & mask
        while true {
            let slot = unsafe slots + position
            let found = unsafe slot.pointee.key
            if found == key { return unsafe TableEntry(Self.valuePointer(slot)) }
            if found == 0 { return nil }
            position = (position + 1) & mask
        }
    }

    /// Starts loading the key's home slot; changes nothing that can be seen.
    @inline(__always)
    func prefetch(_ key: UInt64) {
        guard let slots = unsafe slots else { return }
        unsafe sg_prefetch(slots + (Int(truncatingIfNeeded: key) & (capacity - 1)))
    }

    /// Adds a key that is not there; `hasRoom` must hold.
    mutating func insert(_ key: UInt64, _ value: Value) -> TableEntry<Value> {
        precondition(key != 0 && hasRoom, "the key 0 marks an empty slot; room is made before")
        guard let slots = unsafe slots else { preconditionFailure("a shard with room has slots") }
        let mask = capacity - 1
        var position = Int(truncatingIfNeeded: key) & mask
        while unsafe slots[position].key != 0 { position = (position + 1) & mask }
        unsafe (slots + position).pointee.key = key
        unsafe (slots + position).pointee.value = value
        count += 1
        return unsafe TableEntry(Self.valuePointer(slots + position))
    }

    mutating func remove(_ key: UInt64) -> Bool {
        guard let slots = unsafe slots else { return false }
        let mask = capacity - 1
        var hole = Int(truncatingIfNeeded: key) & mask
        while unsafe slots[hole].key != key {
            if unsafe slots[hole].key == 0 { return false }
            hole = (hole + 1) & mask
        }
        var position = (hole + 1) & mask
        while unsafe slots[position].key != 0 {
            let home = unsafe Int(truncatingIfNeeded: slots[position].key) & mask
            if (position - home) & mask >= (position - hole) & mask {
                unsafe slots[hole] = slots[position]
                hole = position
            }
            position = (position + 1) & mask
        }
        unsafe slots[hole].key = 0
        count -= 1
        return true
    }

    /// Drops expired entries and, if that leaves it more than half full, doubles the slots.
    ///
    /// - Returns: how many entries were dropped.
    @inline(never)
    mutating func makeRoom(isExpired: (Value) -> Bool) -> Int {
        let isCrowded = liveCount(isExpired) * 2 >= capacity
        return rebuild(capacity: isCrowded ? max(16, capacity * 2) : capacity, isExpired)
    }

    /// Drops expired entries.
    ///
    /// - Returns: how many entries were dropped.
    @inline(never)
    mutating func sweep(isExpired: (Value) -> Bool) -> Int {
        liveCount(isExpired) == count ? 0 : rebuild(capacity: capacity, isExpired)
    }

    private func liveCount(_ isExpired: (Value) -> Bool) -> Int {
        var live = 0
        for position in 0..<capacity {
            if let slot = unsafe slots?[position], slot.key != 0, !isExpired(slot.value) {
                live += 1
            }
        }
        return live
    }

    private mutating func rebuild(capacity newCapacity: Int, _ isExpired: (Value) -> Bool) -> Int {
        let (old, oldCapacity, before) = unsafe (slots, capacity, count)
        let byteCount = newCapacity * MemoryLayout<Slot>.stride
        let fresh = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
        unsafe fresh.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
        unsafe slots = fresh.assumingMemoryBound(to: Slot.self)
        capacity = newCapacity
        count = 0
        for position in 0..<oldCapacity {
            if let slot = unsafe old?[position], slot.key != 0, !isExpired(slot.value) {
                _ = insert(slot.key, slot.value)
            }
        }
        unsafe old?.deallocate()
        return before - count
    }

    @inline(__always)
    private static func valuePointer(
        _ slot: UnsafeMutablePointer<Slot>
    )
        -> UnsafeMutablePointer<Value>
    {
        let offset = MemoryLayout<Slot>.offset(of: \Slot.value) ?? 8
        return unsafe (UnsafeMutableRawPointer(slot) + offset).assumingMemoryBound(to: Value.self)
    }
}
