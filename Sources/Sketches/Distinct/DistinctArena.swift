// SPDX-License-Identifier: Apache-2.0

/// Distinct counts by the hundred thousand: one thread inserts, any thread reads, nothing locks.
///
/// A sketch is named by a handle that its owner keeps in a cell; 0 is the empty sketch and costs
/// nothing. A sketch begins with 16 bytes, doubles, and ends as 4,112 bytes of registers; with an
/// exact limit it keeps the items up to there. At `limitBytes` sketches no longer grow: the item is
/// lost to the count, `insert` says so and `overflowCount` tells it. What a sketch counts equals `DistinctSketch`.
///
/// Protocol with readers: after `insert` the writer stores the new handle into the cell (releasing)
/// before it calls the arena again; before `release` it takes the handle out of the cell. Readers
/// use `copy(reading:)`.
///
/// - Note: `insert`, `merge(_:into:)` with a handle as target and `release` belong to one thread;
///   everything else may be called by any thread. Keep the arena in a `let` of a shared object.
public struct DistinctArena: ~Copyable, Sendable {
    /// Allowed exact limits besides 0: above what coupons hold, within the largest block.
    public static let exactLimits = 512...4_096
    /// How often `copy(reading:)` begins anew before it gives up.
    static let readAttempts = 8

    let pool: BlockPool
    private let latest = LatestCoupon()
    /// Up to how many items the items themselves are kept.
    public let exactLimit: Int

    /// Makes an arena without sketches.
    ///
    /// - Parameters:
    ///   - limitBytes: the most memory it takes, 256 KiB to 64 GiB; used in steps of 256 KiB.
    ///   - exactLimit: up to how many items counts are exact: 0, or one of `exactLimits`.
    public init(limitBytes: Int, exactLimit: Int = 0) {
        precondition(
            exactLimit == 0 || Self.exactLimits.contains(exactLimit),
            "An exact limit is 0 or from 512 to 4,096 items."
        )
        pool = BlockPool(limitBytes: limitBytes)
        self.exactLimit = exactLimit
    }

    /// Counts an item; one that was counted before changes nothing.
    ///
    /// - Parameters:
    ///   - item: a hashed id; 0 is ignored.
    ///   - handle: the sketch, or 0 to begin one.
    /// - Returns: the handle from now on, the old one when nothing had to move; 0: there was no memory for
    ///   the item, and the sketch stays as it was under its handle.
    /// - Complexity: O(1), amortized where the sketch grows.
    public func insert(_ item: UInt64, into handle: UInt32) -> UInt32 {
        guard item != 0 else { return handle }
        guard handle != 0 else { return begin(with: item) }
        let block = pool.block(handle)
        switch BlockHeader(block.word32(1)).content {
        case .registers:
            RegisterTable(block).insert(latest.coupon(of: item))
        case .coupons:
            let coupon = latest.coupon(of: item)
            if CouponTable(block).insert(coupon) == .full { return grow(handle, block, coupon) }
        default:
            let insertion = ItemTable(block).insert(item, limit: exactLimit)
            if insertion == .full { return grow(handle, block, item) }
        }
        return handle
    }

    /// Gives the memory of a sketch back.
    ///
    /// - Parameter handle: no cell holds it any more; 0 is ignored.
    public func release(_ handle: UInt32) {
        if handle != 0 { pool.free(handle) }
    }

    /// The most memory the arena takes.
    public var limitBytes: Int { pool.limitBytes }

    /// Bytes of the sketches that exist; any thread.
    public var bytesInUse: Int { pool.counters.bytesInUse }

    /// Bytes taken from the system; any thread.
    public var bytesReserved: Int { pool.counters.bytesReserved }

    /// Items that found no memory and were not counted; any thread.
    public var overflowCount: UInt64 { pool.counters.overflowCount }
}
