// SPDX-License-Identifier: Apache-2.0

import Workload

/// What the jobs `ctr`, `bounce` and `reach` read: page views, impressions, clicks and other native
/// events of visitors who never sign in, each up to two seconds late, none twice, none broken.
///
/// The peers neither join devices with persons nor look for duplicates, so the events need neither.
struct ClickSource: LoadSource {
    private static let campaigns = (0..<50).map { "campaign-\($0)" }
    private static let countries = ["IT", "DE", "FR", "CH", "AT", "ES", "US", "GB"]
    private static let platforms = ["ios", "android", "windows", "macos"]
    private static let browsers = ["Safari", "Chrome", "Firefox", "Edge"]
    private static let segments = ["new", "loyal", "dormant"]
    private static let sections = ["shoes", "bags", "toys", "books", "garden", "kitchen"]
    private static let others = ["reaction", "comment", "share"]
    private static let tail =
        ",\"medium\":\"social\",\"referrer\":\"https://news.example/tech/gadgets-of-the-week\""
    /// Of a hundred events so many are page views, and impressions, and clicks.
    private static let (views, impressions, clicks) = (45, 28, 9)

    /// One who is on the website now.
    private struct Visit {
        var visitor = 0
        var pagesLeft = 0
    }

    private let events: Int
    private let span: Int
    /// Who comes back to the website was there some four minutes ago at most, so that sessions end.
    private let recent: Int
    private var dice: Dice
    private var number = 0
    private var visitorCount = 1
    private var visits: [Visit]

    /// - Parameters:
    ///   - seed: every seed has other events.
    ///   - events: how many there will be.
    ///   - seconds: the span of event time that they fill.
    init(seed: UInt64, events: Int, seconds: Int) {
        self.events = events
        span = seconds * 1_000
        recent = max(50, events * 24 / seconds)
        dice = Dice(seed: seed)
        // So the next page of a visit comes after some 20 s.
        let open = events * Self.views / 100 * 20 / seconds
        visits = Array(repeating: Visit(), count: max(50, open))
    }

    mutating func load(into bytes: inout [UInt8]) -> LoadRecord {
        let moment = Workload.start + 2_000 + Int64(number * span / events)
        number += 1
        let time = moment - Int64(dice.below(2_000))
        let kind = dice.below(100)
        let isView = kind < Self.views
        let visitor = isView ? turnPage() : known(within: 200_000)
        let type =
            isView
            ? "page_view"
            : kind < Self.views + Self.impressions
                ? "impression"
                : kind < Self.views + Self.impressions + Self.clicks
                    ? "link_click" : dice.one(of: Self.others)
        bytes.removeAll(keepingCapacity: true)
        append("{\"type\":\"\(type)\",\"time\":\(time),\"id\":\"", to: &bytes)
        append(Dice.hex(Dice.mixed(UInt64(number)), digits: 16), to: &bytes)
        append("\",\"anonymous\":\"", to: &bytes)
        let key = bytes.count..<bytes.count + 14
        append("a-\(Dice.hex(Dice.mixed(UInt64(visitor)), digits: 12))", to: &bytes)
        tellRest(visitor, into: &bytes)
        return LoadRecord(time: time, key: key)
    }

    /// The next page of one of the visits, or the first one of a new visit.
    private mutating func turnPage() -> Int {
        let place = dice.below(visits.count)
        if visits[place].pagesLeft > 0 {
            visits[place].pagesLeft -= 1
            return visits[place].visitor
        }
        let visitor = dice.below(100) < 35 ? known(within: recent) : newVisitor()
        var left = 0
        if dice.below(100) >= 45 {
            left = 1
            while left < 12, dice.below(100) < 65 { left += 1 }
        }
        visits[place] = Visit(visitor: visitor, pagesLeft: left)
        return visitor
    }

    private mutating func newVisitor() -> Int {
        visitorCount += 1
        return visitorCount
    }

    /// One of those who came last.
    private mutating func known(within count: Int) -> Int {
        visitorCount - dice.below(min(visitorCount, count))
    }

    private mutating func tellRest(_ visitor: Int, into bytes: inout [UInt8]) {
        let traits = Dice.mixed(UInt64(visitor) &+ 7)
        append("\",\"campaign\":\"\(dice.one(of: Self.campaigns))\"", to: &bytes)
        append(",\"country\":\"\(Self.countries[Int(traits & 7)])\"", to: &bytes)
        append(",\"platform\":\"\(Self.platforms[Int(traits >> 8 & 3)])\"", to: &bytes)
        append(",\"browser\":\"\(Self.browsers[Int(traits >> 16 & 3)])\"", to: &bytes)
        append(",\"segment\":\"\(Self.segments[Int((traits >> 24) % 3)])\"", to: &bytes)
        append(",\"object\":\"https://shop.example/\(dice.one(of: Self.sections))", to: &bytes)
        append("/item-\(dice.below(5_000))\"\(Self.tail)}", to: &bytes)
    }

    private func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: text.utf8)
    }
}
