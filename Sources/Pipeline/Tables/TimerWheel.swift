// SPDX-License-Identifier: Apache-2.0

/// Due times of places in a slab, in buckets of equal length (Varghese and Lauck, 1987).
///
/// A due time beyond the wheel's span waits in its last bucket and is put in again when that
/// comes round. To take what is due: `begin(upTo:)`, then `pop()` until nil; a popped place that
/// is not due yet is put in again. Owned and used by one thread.
@safe struct TimerWheel: ~Copyable {
    /// No place.
    static var none: UInt32 { .max }

    /// Length of a bucket, ms.
    let granularity: Int64

    private let heads: UnsafeMutablePointer<UInt32>
    private let links: UnsafeMutablePointer<UInt32>
    private let mask: Int64
    var position: Int64?
    private var target: Int64 = 0
    private var pending = TimerWheel.none

    /// A wheel of a power of two of buckets for places below `placeLimit`.
    init(granularity: Int64, bucketCount: Int, placeLimit: Int) {
        precondition(bucketCount.nonzeroBitCount == 1, "the bucket count is a power of two")
        self.granularity = granularity
        mask = Int64(bucketCount) - 1
        unsafe heads = .allocate(capacity: bucketCount)
        unsafe heads.initialize(repeating: Self.none, count: bucketCount)
        // Pages of links that no place has used yet are never touched, so they take no memory.
        unsafe links = .allocate(capacity: placeLimit)
    }

    deinit {
        unsafe heads.deallocate()
        unsafe links.deallocate()
    }

    /// Puts a place in that is not in the wheel.
    ///
    /// - Complexity: O(1).
    @inline(__always)
    mutating func insert(_ place: UInt32, due: Int64) {
        var bucket = floor(due)
        if let position {
            bucket = min(max(bucket, position), position + mask * granularity)
        }
        let head = unsafe heads + Int((bucket / granularity) & mask)
        unsafe links[Int(place)] = head.pointee
        unsafe head.pointee = place
    }

    /// Whether a whole bucket has passed since the last `begin`.
    @inline(__always)
    func isDue(at time: Int64) -> Bool {
        guard let position else { return true }
        return time >= position + granularity
    }

    /// Starts taking the buckets up to and with the one that holds `time`.
    mutating func begin(upTo time: Int64) {
        target = floor(time)
        let oldest = target - mask * granularity
        let first = max(position ?? oldest, oldest)
        position = first
        pending = take(first)
    }

    /// The next place of the buckets that `begin` named, no longer in the wheel; nil at the end.
    mutating func pop() -> UInt32? {
        while true {
            if pending != Self.none {
                let place = pending
                pending = unsafe links[Int(place)]
                return place
            }
            guard let current = position, current < target else { return nil }
            position = current + granularity
            pending = take(current + granularity)
        }
    }

    private func take(_ bucket: Int64) -> UInt32 {
        let head = unsafe heads + Int((bucket / granularity) & mask)
        let first = unsafe head.pointee
        unsafe head.pointee = Self.none
        return first
    }

    @inline(__always)
    private func floor(_ time: Int64) -> Int64 {
        let rest = time % granularity
        return time - (rest < 0 ? rest + granularity : rest)
    }
}
