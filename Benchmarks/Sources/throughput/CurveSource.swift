// SPDX-License-Identifier: Apache-2.0

import Workload

/// Page views of a given number of campaigns and visitors, each as often as any other.
///
/// For curves of cost: a table of that many rows or sessions is filled by the first events and used by
/// all others. Visitors come back all the time, so each has one session that stays open.
struct CurveSource: LoadSource {
    private static let tail =
        ",\"medium\":\"social\",\"referrer\":\"https://news.example/tech/gadgets-of-the-week\""

    private let events: Int
    private let span: Int
    private let campaigns: Int
    private let visitors: Int
    private var dice: Dice
    private var number = 0

    /// - Parameters:
    ///   - seed: every seed has another order.
    ///   - events: how many there will be.
    ///   - seconds: the span of event time that they fill.
    ///   - campaigns: how many different campaigns there are.
    ///   - visitors: how many different visitors there are.
    init(seed: UInt64, events: Int, seconds: Int, campaigns: Int, visitors: Int) {
        self.events = events
        span = seconds * 1_000
        self.campaigns = campaigns
        self.visitors = visitors
        dice = Dice(seed: seed)
    }

    mutating func load(into bytes: inout [UInt8]) -> LoadRecord {
        let time = Workload.start + Int64(number * span / events)
        // Each once, so that all are there, then at random.
        let visitor = number < visitors ? number : dice.below(visitors)
        let campaign = number < campaigns ? number : dice.below(campaigns)
        number += 1
        bytes.removeAll(keepingCapacity: true)
        let id = Dice.hex(Dice.mixed(UInt64(number)), digits: 16)
        append("{\"type\":\"page_view\",\"time\":\(time),\"id\":\"\(id)\"", &bytes)
        append(",\"anonymous\":\"", &bytes)
        let key = bytes.count..<bytes.count + 14
        append("a-\(Dice.hex(Dice.mixed(UInt64(visitor)), digits: 12))", &bytes)
        append("\",\"campaign\":\"campaign-\(campaign)\"", &bytes)
        append(",\"object\":\"https://shop.example/", &bytes)
        append("item-\(dice.below(1_000))\"\(Self.tail)}", &bytes)
        return LoadRecord(time: time, key: key)
    }

    private func append(_ text: String, _ bytes: inout [UInt8]) {
        bytes.append(contentsOf: text.utf8)
    }
}
