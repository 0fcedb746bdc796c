// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing
import Windowing

@testable import Pipeline

struct EmissionTargetsTests {
    private static let midnight = AggregatorBench.midnight

    /// At least 3 page views a minute, fewer than 2 are a breach.
    private static func pageviews(by: [[String]] = [], hold: Int = 2) -> [KPISelection] {
        var target = TargetDraft(value: 3)
        (target.warn, target.breach, target.hold) = ([3], [2], hold)
        return [KPISelection("web.pageviews", by: by, target: target)]
    }

    /// At most half of the sessions bounce.
    private static func bounces(hold: Int = 2, sample: Double = 1) -> [KPISelection] {
        var target = TargetDraft(value: 0.2)
        (target.breach, target.hold, target.minimumSample) = ([0.5], hold, sample)
        return [KPISelection("web.bounce_rate", target: target)]
    }

    /// The statuses that were told of windows, with the second since when they hold.
    private func told(
        _ bench: borrowing AggregatorBench,
        at second: Int64,
        country: UInt32? = nil
    ) -> [String] {
        bench.matching(second, country, nil, nil).map { value in
            guard let target = value.target else { return "none" }
            return "\(target.status.name) \((target.since - Self.midnight) / 1_000)"
        }
    }

    private func current(_ bench: borrowing AggregatorBench) -> TargetStanding? {
        bench.aggregator.view.targets[0]?.standing(of: 0)
    }

    @Test func `finals turn the status after hold, and say since when`() throws {
        var bench = try AggregatorBench(Self.pageviews())
        bench.view(at: 1, 2, 3)
        bench.view(at: 61, 62)
        bench.view(at: 121)
        bench.view(at: 181)
        bench.view(at: 241, 242, 243)
        bench.pass(to: 360)
        bench.collect()
        #expect(told(bench, at: 0) == ["ok 60"])
        #expect(told(bench, at: 60) == ["ok 60"])
        #expect(told(bench, at: 120) == ["warn 180"])
        #expect(told(bench, at: 180) == ["breach 240"])
        #expect(told(bench, at: 240) == ["breach 240"])
        #expect(current(bench) == TargetStanding(status: .breach, since: Self.midnight + 240_000))
    }

    @Test func `a gap is as many readings as it has windows`() throws {
        var bench = try AggregatorBench(Self.pageviews(hold: 3))
        bench.view(at: 1, 2, 3)
        bench.pass(to: 600)
        bench.collect()
        #expect(bench.told(at: 60) == ["0-540"])
        #expect(told(bench, at: 60) == ["breach 240"])
    }

    @Test func `a KPI without a denominator has no data, which turns the status alike`() throws {
        var bench = try AggregatorBench(Self.bounces())
        bench.event(.pageView, at: 1) { $0.anonymous = 1 }
        bench.event(.conversion, at: 2) { $0.anonymous = 1 }
        bench.pass(to: 1_980)
        bench.collect()
        #expect(told(bench, at: 0) == ["ok 60"])
        #expect(told(bench, at: 60) == ["ok 60"])
        bench.pass(to: 2_040)
        bench.collect()
        #expect(told(bench, at: 120) == ["no_data 180"])
    }

    @Test func `revisions and finals told late carry the status and turn nothing`() throws {
        var bench = try AggregatorBench(Self.pageviews(by: [["country"]], hold: 1))
        bench.view(at: 1, 2, 3, country: 1)
        bench.view(at: 61, country: 1)
        bench.pass(to: 180)
        bench.collect()
        #expect(told(bench, at: 60, country: 1) == ["breach 120"])
        bench.view(at: 62, 63, country: 1)
        bench.view(at: 64, country: 2)
        bench.collect()
        #expect(bench.told(at: 60, country: 1) == ["1", "3 r1"])
        #expect(told(bench, at: 60, country: 1) == ["breach 120", "breach 120"])
        #expect(told(bench, at: 60, country: 2) == ["none"])
    }

    @Test func `a window that began before everything was seen is not read`() throws {
        var bench = try AggregatorBench(Self.pageviews(hold: 1)) {
            $0.completeFrom = AggregatorBench.midnight + 30_000
        }
        bench.view(at: 40)
        bench.view(at: 61, 62, 63)
        bench.pass(to: 180)
        bench.collect()
        #expect(told(bench, at: 0) == ["none"])
        #expect(told(bench, at: 60) == ["ok 120"])
    }

    @Test func `decided windows turn the status before they are final`() throws {
        var bench = try AggregatorBench(Self.bounces())
        bench.event(.pageView, at: 10) { $0.anonymous = 1 }
        bench.event(.pageView, at: 70) { $0.anonymous = 2 }
        bench.pass(to: 1_869)
        bench.collect()
        // The second session may still become engaged.
        #expect(current(bench) == nil)
        bench.pass(to: 1_870)
        bench.collect()
        #expect(bench.values.isEmpty)
        #expect(current(bench) == TargetStanding(status: .breach, since: Self.midnight + 120_000))
        // Their finals count no more: two windows without data are two readings.
        bench.pass(to: 2_100)
        bench.collect()
        #expect(told(bench, at: 0) == ["breach 120"])
        #expect(told(bench, at: 120) == ["breach 120"])
        #expect(told(bench, at: 180) == ["no_data 240"])
    }

    @Test func `a day of a zone to the east is decided once it has ended there`() throws {
        var target = TargetDraft(value: 0.2)
        (target.breach, target.hold, target.minimumSample) = ([0.5], 1, 1)
        let day = WindowShape.tumbling(WindowShape.day)
        var bench = try AggregatorBench(
            [KPISelection("web.bounce_rate", windows: [day], target: target)],
            windows: [day],
            lateness: [86_400: 10_800],
            calendar: ZoneCalendar(offset: 9 * 3_600_000, changes: [])
        )
        // The day ends at 15:00 UTC; the session may go on for half an hour.
        bench.event(.pageView, at: 53_990) { $0.anonymous = 1 }
        bench.pass(to: 54_000)
        bench.collect()
        #expect(current(bench) == nil)
        bench.pass(to: 55_800)
        bench.collect()
        #expect(current(bench)?.status == .breach)
    }

    @Test func `a decided window counts with the finals directly before it`() throws {
        var bench = try AggregatorBench(Self.bounces())
        bench.event(.pageView, at: 10) { $0.anonymous = 1 }
        bench.event(.pageView, at: 61) { $0.anonymous = 2 }
        bench.pass(to: 1_860)
        bench.collect()
        #expect(current(bench) == nil)
        bench.pass(to: 1_920)
        bench.collect()
        #expect(told(bench, at: 0) == ["ok 60"])
        #expect(current(bench)?.status == .breach)
    }

    @Test func `windows apart, a small sample and an open session decide nothing`() throws {
        for (selections, second) in [
            (Self.bounces(), 130), (Self.bounces(sample: 2), 70), (Self.bounces(hold: 3), 70),
        ] as [([KPISelection], Int64)] {
            var bench = try AggregatorBench(selections)
            bench.event(.pageView, at: 10) { $0.anonymous = 1 }
            bench.event(.pageView, at: second) { $0.anonymous = 2 }
            bench.pass(to: 1_910)
            bench.collect()
            #expect(current(bench) == nil)
        }
    }

    @Test func `the table of targets tells how full it is`() throws {
        var bench = try AggregatorBench(Self.pageviews(by: [["country"]])) { $0.seriesLimit = 10 }
        bench.view(at: 1, country: 1)
        bench.view(at: 2, country: 2)
        bench.pass(to: 120)
        bench.collect()
        let table = bench.aggregator.reading.tables.first { $0.name == "targets" }
        // The total, and the two countries behind the overflow series.
        #expect(table?.entries == 4 && table?.limit == 11)
    }

    @Test func `live values carry the status of the last barrier`() throws {
        var bench = try AggregatorBench(Self.pageviews(hold: 1))
        bench.view(at: 1)
        bench.pass(to: 120)
        bench.collect()
        bench.view(at: 121, 122, 123)
        var live = LiveReader(view: bench.aggregator.view)
        var found: [TargetStanding?] = []
        live.read { value in
            found.append(value.target)
            return true
        }
        #expect(found == [TargetStanding(status: .breach, since: Self.midnight + 60_000)])
    }

    @Test func `a live value comes again when its series stands otherwise`() throws {
        var bench = try AggregatorBench(Self.pageviews(hold: 1))
        bench.view(at: 1, 61)
        var live = LiveReader(view: bench.aggregator.view)
        var found: [TargetStatus?] = []
        func read() {
            live.read { value in
                found.append(value.target?.status)
                return true
            }
        }
        read()
        bench.pass(to: 120)
        bench.collect()
        found = []
        read()
        let again = found
        read()
        #expect(again == [.breach])
        #expect(found == again)
    }

    @Test func `a window in which something found no room is not read, and begins the run anew`()
        throws
    {
        for loses in [false, true] {
            var bench = try AggregatorBench(Self.pageviews(hold: 2))
            bench.view(at: 1, 61, 121)
            if loses { bench.aggregator.panes.noteRefused(Self.midnight + 70_000, of: .all) }
            bench.pass(to: 300)
            bench.collect()
            let told = bench.values.map(\.target?.status)
            #expect(bench.values.map(\.isComplete) == [true, !loses, true, true])
            let second: TargetStatus = loses ? .ok : .breach
            #expect(told == [.ok, second, second, .breach])
        }
    }
}
