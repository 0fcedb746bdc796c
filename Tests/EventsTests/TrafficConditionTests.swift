// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct TrafficConditionTests {
    private let condition = TrafficCondition([
        ["facebook", "t.co"], [], [TrafficRule.anything], ["facebook", "x.com"],
    ])

    @Test(arguments: [
        ("", 0b0010), ("facebook", 0b1111), ("l.facebook.com", 0b0110), ("t.co", 0b0111),
        ("other", 0b0110),
    ])
    func `a text satisfies the rules that name it, ask for nothing or for anything`(
        text: StaticString,
        rules: UInt64
    ) {
        #expect(condition.rules(whole: ByteSlice(text)) == rules)
    }

    @Test(arguments: [
        ("", 0b0010), ("facebook", 0b1111), ("l.facebook.com", 0b1111), ("facebook.", 0b1111),
        ("notfacebook.com", 0b0110), ("a.t.co", 0b0110), ("x.com", 0b1110), (".", 0b0110),
        ("com.facebook", 0b0110),
    ])
    func `a host satisfies them by one of its labels, too, but the last`(
        host: StaticString,
        rules: UInt64
    ) {
        #expect(condition.rules(host: ByteSlice(host)) == rules)
    }

    @Test(arguments: [
        ("", "", 0b0010), ("x.com", "facebook.com", 0b1110), ("mine", "facebook.com", 0b1111),
        ("", "facebook.com", 0b1111), ("mine", "", 0b0110),
    ])
    func `the first of two hosts that is named decides`(
        first: StaticString,
        second: StaticString,
        rules: UInt64
    ) {
        #expect(condition.rules(host: ByteSlice(first), else: ByteSlice(second)) == rules)
    }
}
