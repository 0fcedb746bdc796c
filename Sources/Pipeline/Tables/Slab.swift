// SPDX-License-Identifier: Apache-2.0

import CPlatform

/// Fixed-size entries at places that never move, recycled through a free list.
///
/// Grows by segments, so growth copies nothing. Owned and used by one thread.
@safe struct Slab<Entry: BitwiseCopyable>: ~Copyable {
    /// No entry.
    static var none: UInt32 { .max }

    /// At most this many entries.
    let limit: Int
    /// Entries in use.
    private(set) var count = 0

    private static var segmentSize: Int { 4096 }
    private let segments: UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>
    private let segmentLimit: Int
    private var segmentCount = 0
    private var free: [UInt32] = []
    private var unused: UInt32 = 0

    /// An empty slab.
    ///
    /// - Complexity: O(1) but for the directory of segments.
    init(limit: Int) {
        precondition(limit > 0 && limit < Int(UInt32.max), "places are 32-bit numbers")
        self.limit = limit
        segmentLimit = (limit + Self.segmentSize - 1) / Self.segmentSize
        unsafe segments = .allocate(capacity: segmentLimit)
        unsafe segments.initialize(repeating: nil, count: segmentLimit)
    }

    deinit {
        for segment in 0..<segmentCount { unsafe segments[segment]?.deallocate() }
        unsafe segments.deallocate()
    }

    /// The entry at a place that is in use.
    subscript(place: UInt32) -> Entry {
        @inline(__always) get { unsafe pointer(place).pointee }
        @inline(__always) nonmutating _modify { yield unsafe &pointer(place).pointee }
    }

    /// Starts loading the entry at a place that is in use; see `Lookahead`.
    @inline(__always)
    func prefetch(_ place: UInt32) {
        let entry = unsafe UnsafeRawPointer(pointer(place))
        unsafe sg_prefetch(entry)
        // An entry may lie across two lines.
        unsafe sg_prefetch(entry + MemoryLayout<Entry>.size - 1)
    }

    /// Stores a new entry and tells its place; nil when the slab is full.
    mutating func insert(_ entry: Entry) -> UInt32? {
        guard count < limit else { return nil }
        let place: UInt32
        if let recycled = free.popLast() {
            place = recycled
        } else {
            place = unused
            unused += 1
            if Int(place) / Self.segmentSize == segmentCount {
                unsafe segments[segmentCount] = .allocate(capacity: Self.segmentSize)
                segmentCount += 1
            }
        }
        count += 1
        unsafe pointer(place).initialize(to: entry)
        return place
    }

    /// Gives a place back.
    mutating func remove(_ place: UInt32) {
        count -= 1
        free.append(place)
    }

    /// Places that were ever in use.
    var placeCount: Int { Int(unused) }

    /// Bytes of all segments and of the list of free places.
    var bytes: Int {
        segmentCount * Self.segmentSize * MemoryLayout<Entry>.stride
            + free.capacity * MemoryLayout<UInt32>.stride
    }

    /// Whether each place that was ever in use still is.
    func usedPlaces() -> [Bool] {
        var isUsed = Array(repeating: true, count: Int(unused))
        for place in free { isUsed[Int(place)] = false }
        return isUsed
    }

    /// Stores an entry at a place above all that are in use; the places between are free.
    mutating func restore(_ place: UInt32, _ entry: Entry) {
        precondition(place >= unused && Int(place) < limit, "places come in ascending order")
        while unused < place {
            free.append(unused)
            unused += 1
        }
        unused += 1
        while segmentCount * Self.segmentSize < Int(unused) {
            unsafe segments[segmentCount] = .allocate(capacity: Self.segmentSize)
            segmentCount += 1
        }
        count += 1
        unsafe pointer(place).initialize(to: entry)
    }

    @inline(__always)
    private func pointer(_ place: UInt32) -> UnsafeMutablePointer<Entry> {
        unsafe segments[Int(place) / Self.segmentSize].unsafelyUnwrapped
            + Int(place) % Self.segmentSize
    }
}
