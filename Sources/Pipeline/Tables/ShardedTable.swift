// SPDX-License-Identifier: Apache-2.0

/// A bounded open-addressing table from 64-bit hashes to fixed-size values, in shards.
///
/// The keys are keyed hashes already, so their bits serve as they are: the top six choose the
/// shard, their product with a constant the home slot. Each shard grows alone (a pause is a 64th of what it would
/// be otherwise), and before it grows it drops what has expired. At its limit the table refuses new
/// keys, but for those that take the place of expired ones. Key 0 is not allowed.
/// No shard grows beyond what its share of the limit needs, so memory has a bound.
/// Owned and used by one thread.
@safe struct ShardedTable<Value: BitwiseCopyable>: ~Copyable {
    /// The number of shards; it is part of the state's layout and never changes.
    static var shardCount: Int { 64 }

    /// At most this many entries.
    let limit: Int
    /// Entries, among them expired ones that were not dropped yet.
    private(set) var count = 0
    /// Insertions refused because the table was full.
    private(set) var refusedCount = 0

    private let shards: UnsafeMutablePointer<TableShard<Value>>
    /// The shard that is looked through next.
    private var sweepPosition = 0
    /// How many keys a full table refuses before it looks again.
    private var patience = 0

    /// An empty table.
    ///
    /// - Complexity: O(1); memory is taken when entries come.
    init(limit: Int) {
        precondition(limit > 0, "a table holds at least one entry")
        self.limit = limit
        unsafe shards = .allocate(capacity: Self.shardCount)
        unsafe shards.initialize(repeating: TableShard(), count: Self.shardCount)
    }

    deinit {
        for shard in 0..<Self.shardCount { unsafe shards[shard].destroy() }
        unsafe shards.deallocate()
    }

    /// Where the key's value lies, or nil; valid until the next insertion or removal.
    @inline(__always)
    func find(_ key: UInt64) -> TableEntry<Value>? {
        unsafe shards[Int(truncatingIfNeeded: key >> 58)].find(key)
    }

    /// Starts loading what `find` of the key will read; see `Lookahead`.
    @inline(__always)
    func prefetch(_ key: UInt64) {
        unsafe shards[Int(truncatingIfNeeded: key >> 58)].prefetch(key)
    }

    /// The entry of a key, made if it is not there.
    ///
    /// - Parameters:
    ///   - key: not 0.
    ///   - initial: the value of a new entry.
    ///   - isExpired: tells which entries may be dropped to make room.
    /// - Returns: the entry and whether it is new; nil when the table is full.
    @inline(__always)
    mutating func findOrInsert(
        _ key: UInt64,
        initial: @autoclosure () -> Value,
        isExpired: (Value) -> Bool
    ) -> (entry: TableEntry<Value>, isNew: Bool)? {
        let shard = unsafe shards + Int(truncatingIfNeeded: key >> 58)
        if let found = unsafe shard.pointee.find(key) { return (found, false) }
        if count >= limit, !sweep(isExpired) {
            refusedCount += 1
            return nil
        }
        if unsafe !shard.pointee.hasRoom {
            let most = Self.mostSlots(limit: limit)
            count -= unsafe shard.pointee.makeRoom(most: most, isExpired: isExpired)
            guard self[shard: Int(truncatingIfNeeded: key >> 58)].hasRoom else {
                refusedCount += 1
                return nil
            }
        }
        count += 1
        return (unsafe shard.pointee.insert(key, initial()), true)
    }

    /// Takes slots for so many entries of each shard, before the first entry.
    mutating func reserve(_ counts: [Int]) {
        for (shard, count) in counts.enumerated() where count > 0 {
            self[shard: shard].reserve(count, most: Self.mostSlots(limit: limit))
        }
    }

    /// Tells a full table that more has expired than it knows: it looks again at once.
    mutating func expectExpired() { patience = 0 }

    /// Drops expired entries shard by shard until that was worth the look; false: there is no room.
    ///
    /// A look at a shard costs all of its slots, so it must find an expired entry in so many
    /// (`slotsForOne`). Where it finds fewer, the table refuses as many keys as are missing, once it is
    /// full again: then a key costs no more, taken or refused, however slowly entries expire, and where
    /// they expire as fast as keys come none is refused any more.
    @inline(never)
    private mutating func sweep(_ isExpired: (Value) -> Bool) -> Bool {
        guard patience == 0 else {
            patience -= 1
            return false
        }
        var looked = 0
        var dropped = 0
        for _ in 0..<Self.shardCount {
            looked += self[shard: sweepPosition].count
            dropped += self[shard: sweepPosition].sweep(isExpired: isExpired)
            sweepPosition = (sweepPosition + 1) % Self.shardCount
            if count - dropped < limit, dropped * TableShard<Value>.slotsForOne >= looked { break }
        }
        count -= dropped
        patience = max(0, looked / TableShard<Value>.slotsForOne - dropped)
        return count < limit
    }

    /// Drops expired entries of the next shard if it has one in so many (`slotsForOne`); called from time
    /// to time, so that a table does not count for long what is as good as gone.
    ///
    /// - Complexity: O(slots / `shardCount`).
    mutating func sweepNext(isExpired: (Value) -> Bool) {
        let fewest = self[shard: sweepPosition].count / TableShard<Value>.slotsForOne
        let dropped = self[shard: sweepPosition].sweep(fewest: fewest, isExpired: isExpired)
        sweepPosition = (sweepPosition + 1) % Self.shardCount
        guard dropped > 0 else { return }
        count -= dropped
        patience = 0
    }

    /// Removes a key if it is there.
    mutating func remove(_ key: UInt64) {
        if self[shard: Int(truncatingIfNeeded: key >> 58)].remove(key) { count -= 1 }
    }

    /// Gives the value of a key to another key and forgets it.
    ///
    /// - Parameters:
    ///   - key: not 0; one that is not there changes nothing.
    ///   - heir: not 0.
    ///   - isExpired: tells which values are as good as not there.
    ///   - joined: what the heir has from now on, from its own value, if it has one, and the other.
    /// - Returns: false: the heir was new, and the table is full.
    mutating func pass(
        _ key: UInt64,
        to heir: UInt64,
        isExpired: (Value) -> Bool,
        joined: (_ own: Value?, _ passed: Value) -> Value
    ) -> Bool {
        guard key != heir, let passed = find(key)?.value else { return true }
        remove(key)
        guard !isExpired(passed) else { return true }
        let fresh = joined(nil, passed)
        guard let found = findOrInsert(heir, initial: fresh, isExpired: isExpired) else {
            return false
        }
        if !found.isNew {
            let own = found.entry.value
            found.entry.value = isExpired(own) ? fresh : joined(own, passed)
        }
        return true
    }

    subscript(shard number: Int) -> TableShard<Value> {
        get { unsafe shards[number] }
        nonmutating _modify { yield unsafe &shards[number] }
    }
}

extension ShardedTable {
    /// Bytes of all slots now.
    var bytes: Int { (0..<Self.shardCount).reduce(0) { $0 + self[shard: $1].bytes } }

    /// The most slots of a shard.
    ///
    /// Keys are hashes, so a shard's share of them scatters by its square root: six times that is
    /// never exceeded. Three quarters of the slots are used.
    static func mostSlots(limit: Int) -> Int {
        let share = Double(limit) / Double(shardCount)
        return Int(((share + 6 * share.squareRoot() + 64) * 4 / 3).rounded(.up))
    }

    /// The most memory of a table: all shards at their largest, and one a second time while it is
    /// rebuilt.
    static func mostBytes(limit: Int) -> Int {
        (shardCount + 1) * mostSlots(limit: limit) * MemoryLayout<TableShard<Value>.Slot>.stride
    }
}
