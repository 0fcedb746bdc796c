// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

@testable import Pipeline

/// A page view counts in its minute until the watermark is two minutes past the minute's end.
struct EmissionRevisingTests {
    private static let pageviews = [KPISelection("web.pageviews")]
    private static let byCountry = [KPISelection("web.pageviews", by: [["country"]])]

    @Test func `a late event revises a final, the next revision waits for thirty seconds`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        bench.view(at: 0)
        bench.pass(to: 150)
        bench.collect(now: 1)
        bench.view(at: 30)
        bench.collect(now: 2)
        bench.view(at: 31)
        bench.view(at: 32)
        bench.collect(now: 31)
        let first = bench.told(at: 0)
        #expect(first == ["1", "2 r1"])
        bench.collect(now: 32)
        bench.collect(now: 100)
        let both = bench.told(at: 0)
        #expect(both == ["1", "2 r1", "4 r2"])
    }

    @Test func `a late event of a window without a final for its series makes that final`() throws {
        var bench = try AggregatorBench(Self.byCountry)
        bench.view(at: 0, country: 3)
        bench.pass(to: 150)
        bench.collect()
        bench.view(at: 30, country: 4)
        bench.collect()
        bench.view(at: 31, country: 4)
        bench.collect()
        let (series, total) = (bench.told(at: 0, country: 4), bench.told(at: 0))
        #expect(series == ["1", "2 r1"])
        #expect(total == ["1", "2 r1"])
        bench.collect(now: 30)
        let last = bench.told(at: 0)
        #expect(last == ["1", "2 r1", "3 r2"])
    }

    @Test func `a window that was told as empty, alone or in a gap, is revised`() throws {
        for end in [150, 400] as [Int64] {
            var bench = try AggregatorBench(Self.pageviews) {
                $0.start = AggregatorBench.midnight + 10_000
                // So large that the gap's first window still takes facts.
                $0.plan.tables[0].lateness = 600_000
                $0.plan.tables[0].retention = 1_200_000
                $0.trackers.largestLateness = 600_000
            }
            bench.pass(to: end)
            bench.collect()
            bench.view(at: 30)
            bench.collect()
            let told = bench.told(at: 0)
            #expect(told == [end == 150 ? "0" : "0-\(end / 60 * 60 - 60)", "1 r1"])
        }
    }

    /// Page views in minutes that are final after ten minutes and revised for ten more.
    private func slowBench(
        _ kpis: [KPISelection],
        from image: StateImage? = nil
    ) throws -> AggregatorBench {
        try AggregatorBench(kpis, lateness: [10: 600], from: image)
    }

    @Test func `a revision of the first window of a run is followed by what is left of it`() throws
    {
        var bench = try slowBench(Self.pageviews)
        func revise(_ second: Int64) {
            bench.view(at: second)
            bench.collect()
        }
        bench.view(at: 10)
        bench.pass(to: 1_300)
        bench.collect()
        let run = bench.told(at: 60)
        #expect(run == ["0-660"])
        // Those in the middle and at the end have records of their own.
        revise(310)
        revise(610)
        revise(70)
        #expect(bench.told(at: 60) == ["0-660", "1 r1"])
        #expect(bench.told(at: 120) == ["0-300"])
        #expect(bench.told(at: 300) == ["1 r1"])
        #expect(bench.told(at: 360) == ["0-600"])
        #expect(bench.told(at: 600) == ["1 r1"])
        // Where one window is left, or two, each is told as one.
        revise(130)
        #expect(bench.told(at: 120) == ["0-300", "1 r1"])
        #expect(bench.told(at: 180) == ["0"])
        #expect(bench.told(at: 240) == ["0"])
        revise(250)
        #expect(bench.told(at: 240) == ["0", "1 r1"])
        revise(550)
        revise(370)
        #expect(bench.told(at: 360) == ["0-600", "1 r1"])
        #expect(bench.told(at: 420) == ["0"])
        #expect(bench.told(at: 480) == ["0"])
        #expect(bench.told(at: 540) == ["1 r1"])
    }

    @Test func `what stands for the last window of a run leaves a revision of it as it is`() throws
    {
        var bench = try slowBench(Self.pageviews)
        let (plan, view) = (bench.plan, bench.aggregator.view)
        let store = SnapshotStore(plan: plan, seriesLimit: 10)
        let registry = SeriesRegistry(
            store: store,
            maker: SnapshotMaker(view: view, dictionaries: [])
        )
        bench.view(at: 10)
        bench.pass(to: 1_000)
        bench.collect()
        for second in [310, 70] as [Int64] {
            bench.view(at: second)
            bench.collect()
        }
        store.publish(finals: bench.values.compactMap { registry.reading(of: $0, plan: plan) })
        let newest = try #require(store.current.finals[0])
        #expect(newest.start == AggregatorBench.midnight + 300_000)
        #expect((newest.revision, newest.value.num) == (1, 1))
    }

    @Test func `where every window of a run is revised at once nothing is left of it`() throws {
        var bench = try slowBench(Self.pageviews)
        bench.view(at: 10)
        bench.pass(to: 1_000)
        bench.collect()
        for start in [60, 120, 180, 240, 300] as [Int64] { bench.view(at: start) }
        bench.collect()
        #expect(bench.told(at: 60) == ["0-360", "1 r1"])
        for start in [120, 180, 240, 300] as [Int64] { #expect(bench.told(at: start) == ["1 r1"]) }
    }

    @Test func `what is left of a run is told behind a restart, too, and turns no target`() throws {
        var target = TargetDraft(value: 5)
        (target.breach, target.hold) = ([2], 1)
        let kpis = [KPISelection("web.pageviews", target: target)]
        var before = try slowBench(kpis)
        before.view(at: 10)
        before.pass(to: 1_000)
        before.collect()
        let turned = before.matching(60, nil, nil, nil).last?.target
        var recorder = StateRecorder(clockOffset: 0)
        var image = StateImage()
        try image.apply(before.aggregator.record(to: &recorder))
        var bench = try slowBench(kpis, from: image)
        bench.view(at: 70)
        bench.collect()
        let told = bench.told(at: 120)
        #expect(told == ["0-360"])
        let rest = bench.matching(120, nil, nil, nil).last
        #expect(rest?.isLate == true && rest?.target == turned)
    }

    @Test func `a growth is compared with nothing, so it says the same however often panes go`()
        throws
    {
        let kpis = [KPISelection("web.traffic_growth"), KPISelection("web.pageviews")]
        var bench = try AggregatorBench(kpis)
        for second in 0..<1_200 {
            bench.event(.pageView, at: Int64(second)) { $0.anonymous = UInt64(second / 6) + 1 }
            bench.collect(now: Int64(second))
        }
        let growths = bench.values.filter {
            bench.plan.kpis[bench.plan.outputs[$0.output].kpi].id == "web.traffic_growth"
        }
        #expect(growths.count > 5)
        for growth in growths.dropFirst(2) { #expect(growth.value.value == 0) }
        for growth in growths { #expect(growth.previous == nil) }
        let views = bench.previous(at: 300)
        #expect(views.contains(.some(.some(60))))
    }

    @Test func `an event that no pane takes any more revises nothing`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        bench.view(at: 0)
        bench.pass(to: 179)
        bench.collect()
        bench.view(at: 59)
        bench.collect()
        bench.pass(to: 180)
        bench.view(at: 58)
        bench.collect(now: 100)
        let told = bench.told(at: 0)
        #expect(told == ["1", "2 r1"])
        #expect(bench.aggregator.outcomes(of: 0).late == 1)
    }

    @Test func `only outputs whose cells changed are revised`() throws {
        var bench = try AggregatorBench([
            KPISelection("web.pageviews"), KPISelection("web.visitors"),
        ])
        bench.event(.pageView, at: 0) { $0.anonymous = 1 }
        bench.pass(to: 150)
        bench.collect()
        bench.event(.interaction, at: 30) { $0.anonymous = 2 }
        bench.collect()
        let (views, visitors) = (
            bench.told(at: 0, of: "web.pageviews"), bench.told(at: 0, of: "web.visitors")
        )
        #expect(views == ["1"])
        #expect(visitors == ["1", "2 r1"])
    }

    @Test func `an event between two halves of a window's finals revises its series`() throws {
        var bench = try AggregatorBench(Self.byCountry)
        for country in 2..<12 as Range<UInt32> { bench.view(at: 5, country: country) }
        bench.pass(to: 120)
        bench.collect(limit: 6)
        // Some series have their final by now, others get it with the next batch.
        for country in 2..<12 as Range<UInt32> { bench.view(at: 6, country: country) }
        while bench.aggregator.isDue { bench.collect(limit: 6) }
        bench.collect(now: 60)
        bench.collect(now: 120)
        for country in 2..<12 as Range<UInt32> {
            let told = bench.told(at: 0, country: country)
            #expect(told == ["2"] || told == ["1", "2 r1"], "\(country): \(told)")
        }
        let total = bench.told(at: 0)
        #expect(total.last?.hasPrefix("20") == true, "\(total)")
    }

    @Test func `a revision names what the window before was, as long as there are revisions`()
        throws
    {
        var bench = try AggregatorBench(Self.pageviews)
        bench.view(at: 5, 6, 7, 65, 66)
        bench.pass(to: 180)
        bench.collect()
        bench.pass(to: 239)
        bench.collect()
        bench.view(at: 119)
        bench.collect()
        let (told, previous) = (bench.told(at: 60), bench.previous(at: 60))
        #expect(told == ["2", "3 r1"])
        #expect(previous == [.some(3), .some(3)])
    }

    private static let growth = """
        kpis:
          - { id: own.growth, definition: o@1, unit: ratio, formula: "growth(web_views)" }
        """

    @Test(arguments: [[60, 61, 62], []] as [[Int64]])
    func `what changes a window revises the growth of the next one, if it was told`(
        second: [Int64]
    ) throws {
        var bench = try AggregatorBench(
            [KPISelection("own.growth")],
            lateness: [10: 100],
            definitions: Self.growth
        )
        bench.view(at: 0)
        for time in second { bench.view(at: time) }
        bench.pass(to: 225)
        bench.collect(now: 1)
        let before = bench.told(at: 60)
        bench.view(at: 30)
        bench.collect(now: 2)
        let (own, next) = (bench.told(at: 0), bench.told(at: 60))
        let running = bench.told(at: 120)
        #expect(own == ["1", "2 r1"])
        #expect(before == ["\(second.count - 1)"])
        #expect(next == before + ["\(second.count - 2) r1"])
        #expect(running.isEmpty)
        bench.collect(now: 100)
        let last = bench.told(at: 60)
        #expect(last == next)
    }

    @Test func `a revision that waits is measured against what its window before held`() throws {
        var bench = try AggregatorBench(
            [KPISelection("own.growth")],
            lateness: [10: 100],
            definitions: Self.growth.replacing("(web_views)", with: "(web_views, 5m)")
        )
        bench.view(at: 0, 300, 301)
        bench.pass(to: 465)
        bench.collect(now: 1)
        bench.view(at: 302)
        bench.collect(now: 2)
        bench.view(at: 303)
        // Nothing takes events of the first window any more, and no other one waits.
        bench.pass(to: 570)
        bench.collect(now: 3)
        bench.collect(now: 40)
        let told = bench.told(at: 300)
        #expect(told == ["1", "2 r1", "3 r2"])
        let bases = bench.matching(300, nil, nil, nil).map(\.value.den)
        #expect(bases == [1, 1, 1])
    }

    @Test func `every window of a sliding output that a late event belongs to is revised`() throws {
        let selection = [KPISelection("web.current_visitors")]
        var bench = try AggregatorBench(selection, lateness: [10: 100, 300: 20])
        bench.event(.pageView, at: 5) { $0.anonymous = 1 }
        bench.pass(to: 350)
        bench.collect()
        // Closed by now: the windows from -290 up to 30. Of them, 0 to 30 hold the second 295.
        bench.event(.pageView, at: 295) { $0.anonymous = 2 }
        bench.collect()
        let told = [-10, 0, 10, 20, 30].map { bench.told(at: $0) }
        #expect(
            told == [["1"], ["1", "2 r1"], ["0-330", "1 r1"], ["1 r1"], ["1 r1"]]
        )
        bench.pass(to: 360)
        bench.collect()
        let next = bench.told(at: 40)
        #expect(next == ["1"])
    }

    @Test func `at the end of the input nothing waits for its revision`() throws {
        var bench = try AggregatorBench(Self.pageviews)
        bench.view(at: 0)
        bench.pass(to: 150)
        bench.collect()
        bench.view(at: 30)
        bench.collect()
        bench.view(at: 31)
        bench.collect()
        bench.view(at: 32)
        while bench.finish() > 0 {}
        let told = bench.told(at: 0)
        #expect(told == ["1", "2 r1", "4 r2"])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `what was said last of each window is what it holds in the end`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bench = try AggregatorBench(Self.byCountry)
        var counts: [Int64: [UInt32: Int]] = [:]
        var watermark: Int64 = 0
        var now: Int64 = 0
        for _ in 0..<300 {
            let second = watermark + random.number(-200...60)
            guard second >= 0 else { continue }
            let country = UInt32(random.number(2...5))
            if watermark < second / 60 * 60 + 180 {
                counts[second / 60 * 60, default: [:]][country, default: 0] += 1
            }
            bench.view(at: second, country: country)
            watermark = max(watermark, second)
            now += random.number(0...10)
            if random.chance(30) { bench.collect(now: now, limit: Int(random.number(1...9))) }
        }
        bench.pass(to: 100_000)
        repeat {
            now += 60
        } while bench.collect(now: now) > 0 || bench.aggregator.isDue
        for (start, countries) in counts {
            for (country, count) in countries {
                let told = bench.told(at: start, country: country)
                let last = told.last?.split(separator: " ").first
                #expect(last == "\(count)", "seed \(seed), \(start) of \(country): \(told)")
                let finals = told.filter { !$0.contains("r") }
                #expect(finals.count == 1, "seed \(seed), \(start) of \(country): \(told)")
            }
            let total = bench.told(at: start).last?.split(separator: " ").first
            #expect(total == "\(countries.values.reduce(0, +))", "seed \(seed), \(start)")
        }
    }
}
