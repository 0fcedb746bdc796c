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

    private(set) var slots: UnsafeMutablePointer<Slot>?
    private(set) var capacity = 0
    /// Where the capacity is a power of two: how many low bits of a key do not choose the slot, else 0.
    private var shift: UInt64 = 0
    private(set) var count = 0
    /// How often a shard that may not grow is asked for room before it looks for some again.
    private var patience = 0

    /// How many entries a full table looks at for each that it drops or refuses.
    static var slotsForOne: Int { 32 }

    init() { unsafe slots = nil }

    /// Whether an insertion needs no growth: at most three quarters of the slots are in use.
    var hasRoom: Bool { (count + 1) * 4 <= capacity * 3 }

    /// Bytes of all slots.
    var bytes: Int { capacity * MemoryLayout<Slot>.stride }

    mutating func destroy() {
        unsafe slots?.deallocate()
        unsafe slots = nil
    }

    @inline(__always)
    func find(_ key: UInt64) -> TableEntry<Value>? {
        guard let slots = unsafe slots else { return nil }
        var position = home(key)
        while true {
            let slot = unsafe slots + position
            let found = unsafe slot.pointee.key
            if found == key { return unsafe TableEntry(Self.valuePointer(slot)) }
            if found == 0 { return nil }
            position = next(position)
        }
    }

    /// Starts loading the key's home slot; changes nothing that can be seen.
    ///
    /// A large slot lies in two cache lines, and the slots behind it are searched as often.
    @inline(__always)
    func prefetch(_ key: UInt64) {
        guard let slots = unsafe slots else { return }
        let slot = unsafe slots + home(key)
        unsafe sg_prefetch(slot)
        if MemoryLayout<Slot>.stride > 32 {
            unsafe sg_prefetch(UnsafeRawPointer(slot) + 64)
            unsafe sg_prefetch(UnsafeRawPointer(slot) + 128)
        }
    }

    /// Adds a key that is not there; `hasRoom` must hold.
    mutating func insert(_ key: UInt64, _ value: Value) -> TableEntry<Value> {
        precondition(key != 0 && hasRoom, "the key 0 marks an empty slot; room is made before")
        guard let slots = unsafe slots else { preconditionFailure("a shard with room has slots") }
        var position = home(key)
        while unsafe slots[position].key != 0 { position = next(position) }
        unsafe (slots + position).pointee.key = key
        unsafe (slots + position).pointee.value = value
        count += 1
        return unsafe TableEntry(Self.valuePointer(slots + position))
    }

    mutating func remove(_ key: UInt64) -> Bool {
        guard let slots = unsafe slots else { return false }
        var hole = home(key)
        while unsafe slots[hole].key != key {
            if unsafe slots[hole].key == 0 { return false }
            hole = next(hole)
        }
        var position = next(hole)
        while unsafe slots[position].key != 0 {
            let home = unsafe home(slots[position].key)
            if distance(from: home, to: position) >= distance(from: hole, to: position) {
                unsafe slots[hole] = slots[position]
                hole = position
            }
            position = next(position)
        }
        unsafe slots[hole].key = 0
        count -= 1
        return true
    }

    /// Takes slots for so many entries, before the first: those that come in the order of their places
    /// would crowd the slots of a shard that grows with them.
    mutating func reserve(_ entries: Int, most: Int) {
        precondition(count == 0, "nothing is in it yet")
        var wanted = 16
        while wanted * 3 < (entries + 1) * 4 { wanted *= 2 }
        _ = rebuild(capacity: min(wanted, most)) { _ in false }
    }

    /// The keys of a shard in so many equal ranges of their places.
    static var rangeCount: Int { 256 }

    /// Visits the entries whose keys lie in a range, wherever they lie.
    ///
    /// - Complexity: O(slots / `rangeCount`).
    func forEachEntry(inRange range: Int, _ body: (Slot) -> Void) {
        guard let slots = unsafe slots else { return }
        func isInRange(_ key: UInt64) -> Bool { Int(Self.place(of: key) &>> 56) == range }
        func firstHome(_ range: Int) -> Int { home(ofPlace: UInt64(range) &<< 56) }
        var position = firstHome(range)
        let end = range + 1 == Self.rangeCount ? capacity : firstHome(range + 1)
        while position < end {
            let slot = unsafe slots[position]
            if slot.key != 0, isInRange(slot.key) { body(slot) }
            position += 1
        }
        // What found its home taken lies behind it, up to the next empty slot.
        if position == capacity { position = 0 }
        while unsafe slots[position].key != 0 {
            let slot = unsafe slots[position]
            if isInRange(slot.key) { body(slot) }
            position = next(position)
        }
    }

    /// Drops expired entries and, if that leaves it more than half full, doubles the slots as far
    /// as it may: there may still be no room.
    ///
    /// - Returns: how many entries were dropped.
    @inline(never)
    mutating func makeRoom(most: Int = .max, isExpired: (Value) -> Bool) -> Int {
        if capacity >= most, patience > 0 {
            patience -= 1
            return 0
        }
        let live = liveCount(isExpired)
        let isCrowded = live * 2 >= capacity
        let wanted = isCrowded ? min(max(16, capacity * 2), most) : capacity
        let isFull = wanted == capacity
        if isFull { patience = max(0, count / Self.slotsForOne - (count - live)) }
        return isFull && live == count ? 0 : rebuild(capacity: wanted, isExpired)
    }

    /// Drops expired entries if there are enough of them.
    ///
    /// - Returns: how many entries were dropped.
    @inline(never)
    mutating func sweep(fewest: Int = 1, isExpired: (Value) -> Bool) -> Int {
        guard count - liveCount(isExpired) >= max(1, fewest) else { return 0 }
        patience = 0
        return rebuild(capacity: capacity, isExpired)
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
        let isPower = newCapacity.nonzeroBitCount == 1
        shift = isPower ? UInt64(UInt64.bitWidth - newCapacity.trailingZeroBitCount) : 0
        count = 0
        for position in 0..<oldCapacity {
            if let slot = unsafe old?[position], slot.key != 0, !isExpired(slot.value) {
                _ = insert(slot.key, slot.value)
            }
        }
        unsafe old?.deallocate()
        return before - count
    }

    /// Where the search for a key begins: in the order of the keys' places, whatever the capacity is.
    ///
    /// The upper bits choose the slot. The last growth may stop short of a power of two; then their
    /// product with the capacity does (Lemire, 2019).
    @inline(__always)
    func home(_ key: UInt64) -> Int { home(ofPlace: Self.place(of: key)) }

    @inline(__always)
    private func home(ofPlace place: UInt64) -> Int {
        if shift != 0 { return Int(truncatingIfNeeded: place &>> shift) }
        return Int(truncatingIfNeeded: ((place &>> 32) &* UInt64(capacity)) &>> 32)
    }

    /// A key's place among all: the bits that chose the shard are spread over the others (multiplicative
    /// hashing: Knuth, The Art of Computer Programming 3, 6.4; by the golden ratio).
    @inline(__always)
    static func place(of key: UInt64) -> UInt64 { key &* 0x9E37_79B9_7F4A_7C15 }

    @inline(__always)
    private func next(_ position: Int) -> Int {
        position + 1 == capacity ? 0 : position + 1
    }

    private func distance(from start: Int, to end: Int) -> Int {
        end >= start ? end - start : end - start + capacity
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
