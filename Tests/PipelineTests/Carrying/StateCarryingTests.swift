// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing
import Windowing

@testable import Pipeline

/// What a change of definitions does to what was counted; that all numbers are right is shown by
/// simulation.
struct StateCarryingTests {
    private typealias Bench = AggregatorBench

    /// The state of a bench, and what it means.
    private func image(of bench: inout Bench) throws -> StateImage {
        var recorder = StateRecorder(clockOffset: 0)
        var image = StateImage()
        try image.apply(bench.aggregator.record(to: &recorder))
        return image
    }

    /// A bench with other definitions that goes on from another's state.
    private func carried(
        _ image: StateImage,
        to selections: [KPISelection],
        windows: [WindowShape] = [60_000],
        definitions: String = "",
        change: (inout AggregatorConfiguration) -> Void = { _ in }
    ) throws -> Bench {
        let plain = try Bench(selections, windows: windows, definitions: definitions)
        let state = try CarriedState(image, to: plain.aggregator.storedPlan)
        return try Bench(
            selections,
            windows: windows,
            definitions: definitions,
            from: state.image
        ) {
            $0.freshness = state.freshness
            change(&$0)
        }
    }

    /// Finals of a KPI by start of their windows, in seconds.
    private func finals(
        _ kpi: String,
        _ bench: borrowing Bench,
        series: UInt32? = 0
    ) -> [Int64: WindowValue] {
        var finals: [Int64: WindowValue] = [:]
        for value in bench.values where value.kind == .final && value.gapUntil == nil {
            let output = bench.plan.outputs[value.output]
            let isTotal = bench.plan.tables[output.table].groupingSet == 0
            guard bench.plan.kpis[output.kpi].id == kpi, isTotal == (series == 0),
                series == nil || value.series == series
            else { continue }
            finals[(value.start - Bench.midnight) / 1_000] = value
        }
        return finals
    }

    @Test func `an open window goes on with what it had, one that comes is not complete`() throws {
        var first = try Bench([KPISelection("web.pageviews")])
        first.view(at: 5, 70, 80)
        first.collect()
        var second = try carried(
            try image(of: &first),
            to: [KPISelection("web.pageviews"), KPISelection("mkt.orders")]
        )
        second.view(at: 90)
        for time in [95, 130] as [Int64] { second.event(.order, at: time) }
        second.pass(to: 400)
        second.collect()
        let views = finals("web.pageviews", second)
        #expect(views[60]?.value.num == 3 && views[60]?.isComplete == true)
        let orders = finals("mkt.orders", second)
        #expect(orders[60]?.value.num == 1 && orders[60]?.isComplete == false)
        #expect(orders[120]?.value.num == 1 && orders[120]?.isComplete == true)
    }

    @Test func `what was told is not told again, and its revision counts on`() throws {
        var first = try Bench([KPISelection("web.pageviews"), KPISelection("mkt.orders")])
        first.view(at: 5, 10)
        first.pass(to: 125)
        first.collect()
        #expect(finals("web.pageviews", first)[0]?.value.num == 2)
        first.view(at: 20)
        first.collect(now: 100)
        var second = try carried(try image(of: &first), to: [KPISelection("web.pageviews")])
        second.view(at: 30)
        second.collect(now: 200)
        #expect(finals("web.pageviews", second)[0] == nil)
        let told = second.values.filter { $0.kind == .revision }
        #expect(told.map(\.revision) == [2] && told.first?.value.num == 4)
    }

    @Test(arguments: [30, 300] as [Int64])
    func `with another lateness no window is told twice, and none is left out`(
        lateness: Int64
    ) throws {
        var first = try Bench([KPISelection("web.pageviews")])
        first.view(at: 5, 70)
        first.pass(to: 185)
        first.collect()
        #expect(finals("web.pageviews", first).keys.sorted() == [0, 60])
        let plain = try Bench([KPISelection("web.pageviews")], lateness: [10: lateness])
        let state = try CarriedState(try image(of: &first), to: plain.aggregator.storedPlan)
        var second = try Bench(
            [KPISelection("web.pageviews")],
            lateness: [10: lateness],
            from: state.image
        ) { $0.freshness = state.freshness }
        second.view(at: 190, 250)
        second.pass(to: 800)
        second.collect()
        let told = finals("web.pageviews", second)
        #expect(told[0] == nil && told[60] == nil)
        let windows = second.values.filter { $0.kind == .final }.map(\.start)
        #expect(windows.min() == Bench.midnight + 120_000)
        #expect(Set(windows).count == windows.count)
        #expect(told[240]?.value.num == 1 && told[240]?.isComplete == true)
    }

    @Test func `another definition has no revision of another's, and no final of what had ended`()
        throws
    {
        func own(_ version: Int) -> String {
            """
            kpis:
              - { id: own.views, definition: o@\(version), unit: count, formula: web_views }
            """
        }
        let selection = [KPISelection("own.views", by: [["country"]])]
        for version in [1, 2] {
            var first = try Bench(selection, definitions: own(1))
            first.view(at: 5, country: 3)
            first.pass(to: 150)
            first.collect()
            first.view(at: 6, country: 3)
            var second = try carried(
                try image(of: &first),
                to: selection,
                definitions: own(version)
            )
            second.collect()
            second.view(at: 7, country: 3)
            second.collect(now: 100_000)
            let told = second.told(at: 0, country: 3)
            #expect(told == (version == 1 ? ["2 r1", "3 r2"] : []))
        }
    }

    @Test func `a definition that was away has no second final`() throws {
        func own(_ version: Int) -> String {
            """
            kpis:
              - { id: own.views, definition: o@\(version), unit: count, formula: web_views }
            """
        }
        for shape in [WindowShape.tumbling(60_000), .sliding(size: 120_000, hop: 60_000)] {
            let selection = [KPISelection("own.views", by: [["country"]], windows: [shape])]
            let start: Int64 = shape.isSinglePane ? 60 : 0
            var first = try Bench(selection, definitions: own(1))
            first.view(at: 65, country: 3)
            first.pass(to: 200)
            first.collect()
            #expect(first.told(at: start, country: 3) == ["1"])
            var second = try carried(
                try image(of: &first),
                to: selection,
                definitions: own(2)
            )
            second.collect()
            var third = try carried(
                try image(of: &second),
                to: selection,
                definitions: own(1)
            )
            third.view(at: 70, country: 3)
            third.collect(now: 100_000)
            #expect(third.told(at: start, country: 3) == [], "the final of before stands")
            third.view(at: 199, country: 3)
            third.pass(to: 600)
            third.collect(now: 200_000)
            #expect(third.told(at: 180, country: 3) == ["1"], "what had not ended is told")
        }
    }

    @Test func `a session that began before is not taken back from cells that did not count it`()
        throws
    {
        let own = """
            measures:
              closed: { fold: count, of: session_closed }
              bounced: { fold: count, of: session_bounced }
            kpis:
              - { id: own.closed, definition: o@1, unit: count, formula: closed, settle: 1h }
              - { id: own.bounced, definition: o@1, unit: count, formula: bounced, settle: 1h }
            """
        let (closed, bounced) = (KPISelection("own.closed"), KPISelection("own.bounced"))
        var first = try Bench([closed], definitions: own)
        first.event(.pageView, at: 5) { $0.anonymous = 7 }
        // It has ended, so a bounce would have been counted.
        first.pass(to: 30 * 60 + 8)
        first.collect()
        var second = try carried(
            try image(of: &first),
            to: [closed, bounced],
            definitions: own
        )
        // It goes on after all, as an engaged one.
        second.event(.pageView, at: 30 * 60 - 5) { $0.anonymous = 7 }
        second.event(.pageView, at: 40 * 60) { $0.anonymous = 8 }
        second.pass(to: 3 * 3_600)
        second.collect()
        let bounces = finals("own.bounced", second)
        #expect(bounces[0] == nil || bounces[0]?.value.num == 0, "\(bounces)")
        #expect(bounces[2_400]?.value.num == 1 && bounces[2_400]?.isComplete == true)
        #expect(finals("own.closed", second)[0]?.value.num == 1)
    }

    @Test func `series go on where a dimension goes and another comes`() throws {
        let by = { (names: [String]) in
            [KPISelection("web.pageviews", by: names.map { [$0] })]
        }
        // Slots go by name: campaign, country; country, device would shift.
        var first = try Bench(by(["campaign", "country"]))
        for country in [7, 8, 7] as [UInt32] {
            first.event(.pageView, at: 70) {
                $0.dimensions[0] = 5
                $0.dimensions[1] = country
            }
        }
        first.collect()
        var second = try carried(try image(of: &first), to: by(["country", "platform"]))
        second.event(.pageView, at: 80) {
            $0.dimensions[0] = 7
            $0.dimensions[1] = 9
        }
        second.pass(to: 400)
        second.collect()
        var found: [[UInt32]: (Double, Bool)] = [:]
        for value in second.values where value.kind == .final && value.value.num > 0 {
            let set = second.plan.tables[second.plan.outputs[value.output].table].groupingSet
            let values = second.aggregator.view.values(of: value.series, in: set)
            found[[UInt32(second.plan.groupingSets[set].first ?? 99)] + values] = (
                value.value.num, value.isComplete
            )
        }
        #expect(found[[0, 7]]?.0 == 3 && found[[0, 7]]?.1 == true)
        #expect(found[[0, 8]]?.0 == 1 && found[[0, 8]]?.1 == true)
        #expect(found[[1, 9]]?.0 == 1 && found[[1, 9]]?.1 == false)
        #expect(found[[99]]?.0 == 4)
    }

    @Test func `series that are expected later do not take the numbers of others`() throws {
        let by = [KPISelection("web.pageviews", by: [["country"]])]
        var first = try Bench(by)
        first.view(at: 5, country: 7)
        first.collect()
        var second = try carried(try image(of: &first), to: by) { configuration in
            configuration.expected = configuration.plan.outputs.map { output in
                configuration.plan.tables[output.table].groupingSet == 0 ? [] : [[9], [7]]
            }
        }
        second.view(at: 6, country: 7)
        second.pass(to: 200)
        second.collect()
        #expect(second.told(at: 0, country: 7) == ["2"])
        #expect(second.told(at: 60, country: 7) == ["0"] && second.told(at: 0, country: 9) == ["0"])
    }

    @Test func `a window that a full batch told a part of is told to its end, once`() throws {
        let own = """
            kpis:
              - { id: own.a, definition: o@1, unit: count, formula: web_views, windows: 2m by 1m }
              - { id: own.b, definition: o@1, unit: count, formula: 2 * web_views, windows: 2m by 1m }
              - { id: own.c, definition: o@1, unit: count, formula: 3 * web_views, windows: 2m by 1m }
            """
        let by = { (ids: [String]) in ids.map { KPISelection($0, by: [["country"]]) } }
        var first = try Bench(by(["own.b", "own.c"]), definitions: own)
        for country in 5...9 as ClosedRange<UInt32> { first.view(at: 5, country: country) }
        first.pass(to: 400)
        first.collect(limit: 9)
        var second = try carried(
            try image(of: &first),
            to: by(["own.a", "own.b", "own.c"]),
            definitions: own
        )
        while second.aggregator.isDue { second.collect() }
        var told: [String: Int] = [:]
        func count(_ bench: borrowing Bench) {
            for value in bench.values where value.kind == .final && value.value.num > 0 {
                let output = bench.plan.outputs[value.output]
                let set = bench.plan.tables[output.table].groupingSet
                let values = bench.aggregator.view.values(of: value.series, in: set)
                told["\(bench.plan.kpis[output.kpi].id) \(value.start) \(values)", default: 0] += 1
            }
        }
        count(first)
        let before = told.count
        count(second)
        #expect(before >= 4 && told.count > 20)
        #expect(told.values.allSatisfy { $0 == 1 }, "\(told.filter { $0.value > 1 })")
    }

    @Test func `other times of sessions make what they count begin anew, and nothing else`() throws
    {
        let plan = try Bench([KPISelection("web.visits"), KPISelection("web.pageviews")]).plan
        var trackers = TrackerParameters()
        let old = StoredPlan(plan, zone: "UTC", trackers: trackers)
        trackers.sessionTimeout /= 2
        let new = StoredPlan(plan, zone: "UTC", trackers: trackers)
        var bench = try Bench([KPISelection("web.visits"), KPISelection("web.pageviews")])
        bench.view(at: 5)
        let carrying = try StateCarrying(
            try image(of: &bench),
            from: (old, Freshness()),
            to: new
        )
        #expect(carrying.freshKPIs == ["web.visits"])
        #expect(carrying.keptCount == new.outputs.count { $0.kpi == "web.pageviews" })
        let from = Bench.midnight + 5_001
        #expect(Set(carrying.freshness.outputs) == [.min, from])
    }

    @Test(arguments: [("UTC", 0), ("Europe/Rome", 86_400_000)] as [(String, Int64)])
    func `what begins anew is whole behind all that was counted, also of fast clocks`(
        zone: String,
        later: Int64
    ) throws {
        let kpis = [KPISelection("web.visits"), KPISelection("web.pageviews")]
        let calendar = later == 0 ? ZoneCalendar.utc : ZoneCalendar(offset: 3_600_000, changes: [])
        var bench = try Bench(kpis, windows: [60_000, 86_400_000], calendar: calendar)
        var trackers = TrackerParameters()
        let old = StoredPlan(bench.plan, zone: zone, trackers: trackers)
        trackers.sessionTimeout /= 2
        let new = StoredPlan(bench.plan, zone: zone, trackers: trackers)
        bench.event(.pageView, at: 400) { $0.received = Bench.midnight + 5_000 }
        let carrying = try StateCarrying(
            try image(of: &bench),
            from: (old, Freshness()),
            to: new
        )
        #expect(Set(carrying.freshness.outputs) == [.min, Bench.midnight + 400_001 + later])
    }

    @Test func `state that contradicts what it says is refused`() throws {
        var bench = try Bench([KPISelection("web.visits")])
        bench.view(at: 5)
        let image = try image(of: &bench)
        let other = try Bench([KPISelection("mkt.orders"), KPISelection("web.bounce_rate")])
        #expect(throws: StateError.self) {
            _ = try StateCarrying(
                image,
                from: (other.aggregator.storedPlan, Freshness()),
                to: bench.aggregator.storedPlan
            )
        }
        #expect(throws: StateError.self) {
            _ = try CarriedState(StateImage(), to: bench.aggregator.storedPlan)
        }
    }
}
