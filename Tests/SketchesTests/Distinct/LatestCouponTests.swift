// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct LatestCouponTests {
    @Test func `the coupon is that of the item, whichever was asked for before`() {
        let latest = LatestCoupon()
        for item in [0, 0, 5, 5, 6, 5, .max, 0] as [UInt64] {
            let found = latest.coupon(of: item).word
            #expect(found == Coupon(of: item).word, "\(item)")
        }
    }
}
