// SPDX-License-Identifier: Apache-2.0

/// The coupon of the item that was asked for last: an item is mostly inserted into several sketches.
///
/// Unchecked Sendable: only the one thread that inserts asks.
@safe struct LatestCoupon: ~Copyable, @unchecked Sendable {
    private struct State: BitwiseCopyable {
        var item: UInt64
        var coupon: Coupon
    }

    private let state: UnsafeMutablePointer<State>

    init() {
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: State(item: 0, coupon: Coupon(of: 0)))
    }

    deinit { unsafe state.deallocate() }

    /// The coupon of an item; a comparison where it is that of the call before.
    @inline(__always)
    func coupon(of item: UInt64) -> Coupon {
        if unsafe state.pointee.item != item {
            unsafe state.pointee = State(item: item, coupon: Coupon(of: item))
        }
        return unsafe state.pointee.coupon
    }
}
