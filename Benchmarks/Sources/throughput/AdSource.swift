// SPDX-License-Identifier: Apache-2.0

import Workload

/// The events of the Yahoo Streaming Benchmark: views, clicks and purchases of ads, whose campaigns are
/// told by a table beside the stream.
///
/// As there, events have no key, are up to 50 ms early or late, and one in 100,000 up to a minute late.
struct AdSource: LoadSource {
    /// How many campaigns there are, and how many ads has each.
    static let (campaignCount, adsPerCampaign) = (100, 10)
    private static let types = ["banner", "modal", "sponsored-search", "mail", "mobile"]
    private static let actions = ["view", "click", "purchase"]

    private let events: Int
    private let span: Int
    private let users: [String]
    private let pages: [String]
    private let ads: [String]
    private var dice: Dice
    private var number = 0

    /// The table: every ad with its campaign.
    let campaigns: [(ad: String, campaign: String)]

    /// - Parameters:
    ///   - seed: every seed has other events.
    ///   - events: how many there will be.
    ///   - seconds: the span of event time that they fill.
    init(seed: UInt64, events: Int, seconds: Int) {
        self.events = events
        span = seconds * 1_000
        var dice = Dice(seed: seed)
        users = (0..<100).map { _ in Self.uuid(&dice) }
        pages = (0..<100).map { _ in Self.uuid(&dice) }
        var table: [(ad: String, campaign: String)] = []
        for _ in 0..<Self.campaignCount {
            let campaign = Self.uuid(&dice)
            for _ in 0..<Self.adsPerCampaign { table.append((Self.uuid(&dice), campaign)) }
        }
        campaigns = table
        ads = table.map(\.ad)
        self.dice = dice
    }

    mutating func load(into bytes: inout [UInt8]) -> LoadRecord {
        var time = Workload.start + 60_050 + Int64(number * span / events)
        number += 1
        time += Int64(dice.below(101)) - 50
        if dice.below(100_000) == 0 { time -= Int64(dice.below(60_000)) }
        bytes.removeAll(keepingCapacity: true)
        let text =
            "{\"user_id\":\"\(dice.one(of: users))\",\"page_id\":\"\(dice.one(of: pages))\""
            + ",\"ad_id\":\"\(dice.one(of: ads))\",\"ad_type\":\"\(dice.one(of: Self.types))\""
            + ",\"event_type\":\"\(dice.one(of: Self.actions))\",\"event_time\":\"\(time)\""
            + ",\"ip_address\":\"1.2.3.4\"}"
        bytes.append(contentsOf: text.utf8)
        return LoadRecord(time: time, key: nil)
    }

    private static func uuid(_ dice: inout Dice) -> String {
        let (high, low) = (Dice.hex(dice.next(), digits: 16), Dice.hex(dice.next(), digits: 16))
        return "\(high.prefix(8))-\(high.dropFirst(8).prefix(4))-4\(high.suffix(3))"
            + "-a\(low.prefix(3))-\(low.suffix(12))"
    }
}
