// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct EmissionQuietTests {
    private static let midnight = AggregatorBench.midnight
    private static let italy: UInt32 = 2

    /// At least 3 page views a minute in each country.
    private static func pageviews(hold: Int = 1, value: Double = 3) -> [KPISelection] {
        var target = TargetDraft(value: value)
        (target.warn, target.hold) = ([value], hold)
        return [KPISelection("web.pageviews", by: [["country"]], target: target)]
    }

    /// A bench in which a country is off target since the first minute and a half of silence.
    private func missed(_ selections: [KPISelection] = pageviews()) throws -> AggregatorBench {
        var bench = try AggregatorBench(selections) { $0.keepsTurns = true }
        bench.view(at: 1, country: Self.italy)
        pass(&bench, to: 1)
        #expect(turns(&bench) == ["+1"])
        return bench
    }

    /// Lets windows up to a minute become final.
    private func pass(_ bench: inout AggregatorBench, to minute: Int64) {
        bench.pass(to: (minute + 1) * 60)
        bench.collect()
    }

    /// What turned of the country: `+` or `-`, and the minute at whose end it did.
    private func turns(_ bench: inout AggregatorBench) -> [String] {
        let plan = bench.plan
        return bench.aggregator.takeTurns().filter { turn in
            plan.tables[plan.outputs[turn.value.output].table].groupingSet != 0
        }.map { turn in
            let end = turn.isQuiet ? turn.value.end : turn.value.target?.since ?? 0
            let isOff = turn.value.target?.status == .warn
            return "\(isOff ? "+" : "-")\((end - Self.midnight) / 60_000)"
        }
    }

    private func standing(_ bench: borrowing AggregatorBench) -> TargetStanding? {
        bench.aggregator.view.targets.compactMap { $0?.standing(of: 2) }.first
    }

    @Test func `a status ends once ten windows and one more closed without its series`() throws {
        var bench = try missed()
        let warned = TargetStanding(status: .warn, since: Self.midnight + 60_000)
        #expect(standing(bench) == warned)
        pass(&bench, to: 11)
        #expect(turns(&bench) == [] && standing(bench) == warned)
        pass(&bench, to: 12)
        #expect(turns(&bench) == ["-12"] && standing(bench) == nil)
        pass(&bench, to: 40)
        #expect(turns(&bench) == [])
        // It begins as one that was never off.
        bench.view(at: 2_401, country: Self.italy)
        pass(&bench, to: 41)
        #expect(turns(&bench) == ["+41"])
    }

    @Test func `a long row counts as many windows`() throws {
        var bench = try AggregatorBench(Self.pageviews(hold: 20)) { $0.keepsTurns = true }
        for minute in 0..<20 { bench.view(at: Int64(minute) * 60, country: Self.italy) }
        pass(&bench, to: 40)
        #expect(turns(&bench).last == "+20")
        pass(&bench, to: 41)
        #expect(turns(&bench) == ["-41"])
    }

    @Test func `what is told again ended in between, in however many barriers that comes`() throws {
        for isOneBarrier in [false, true] {
            var bench = try missed()
            bench.view(at: 16 * 60, country: Self.italy)
            if !isOneBarrier { for minute in Int64(2)...16 { pass(&bench, to: minute) } }
            pass(&bench, to: 17)
            #expect(turns(&bench) == ["-12", "+17"])
        }
        // The eleventh window is the one in which it is there again.
        var bench = try missed()
        bench.view(at: 11 * 60, country: Self.italy)
        pass(&bench, to: 30)
        #expect(turns(&bench) == ["-23"])
    }

    @Test func `what is as it should be stays, and so does the status while nothing closes`() throws
    {
        var good = try AggregatorBench(Self.pageviews(value: 1)) { $0.keepsTurns = true }
        good.view(at: 1, country: Self.italy)
        pass(&good, to: 60)
        #expect(standing(good) == TargetStanding(status: .ok, since: Self.midnight + 60_000))
        var late = try missed()
        late.collect(now: 86_400)
        late.collect(now: 2 * 86_400)
        #expect(turns(&late) == [] && standing(late)?.status == .warn)
        late.finish()
        #expect(turns(&late) == [])
    }

    @Test func `windows that are told and not judged are no silence`() throws {
        var bench = try missed()
        for minute in Int64(1)..<30 {
            bench.view(at: minute * 60, country: Self.italy)
            bench.aggregator.panes.noteRefused(Self.midnight + minute * 60_000 + 10, of: .all)
        }
        pass(&bench, to: 30)
        #expect(turns(&bench) == [] && standing(bench)?.status == .warn)
    }

    @Test func `windows that are told and began before everything was seen are no silence`() throws
    {
        var bench = try missed()
        bench.aggregator.lostEvents(before: Self.midnight + 30 * 60_000)
        for minute in Int64(1)..<30 { bench.view(at: minute * 60, country: Self.italy) }
        pass(&bench, to: 30)
        #expect(turns(&bench) == [] && standing(bench)?.status == .warn)
    }

    @Test func `it goes on behind a restart, and what ended stays so`() throws {
        for isEnded in [false, true] {
            var bench = try missed()
            pass(&bench, to: isEnded ? 12 : 11)
            _ = turns(&bench)
            var next = try AggregatorBench(Self.pageviews(), from: try Self.image(of: &bench)) {
                $0.keepsTurns = true
            }
            #expect((standing(next) == nil) == isEnded)
            pass(&next, to: 30)
            #expect(turns(&next) == (isEnded ? [] : ["-12"]))
            #expect(standing(next) == nil)
        }
    }

    @Test func `what missed another target is waited for, and ends without a status`() throws {
        var bench = try missed()
        pass(&bench, to: 5)
        let other = Self.pageviews(value: 4)
        let plain = try AggregatorBench(other)
        let state = try CarriedState(
            try Self.image(of: &bench),
            to: plain.aggregator.storedPlan
        )
        var next = try AggregatorBench(other, from: state.image) {
            ($0.freshness, $0.keepsTurns) = (state.freshness, true)
        }
        #expect(standing(next) == nil)
        pass(&next, to: 11)
        #expect(turns(&next) == [])
        pass(&next, to: 12)
        let ended = next.aggregator.takeTurns().filter(\.isQuiet)
        #expect(ended.count == 1 && ended.first?.before == nil)
        #expect(ended.first?.value.end == Self.midnight + 12 * 60_000)
    }

    private static func image(of bench: inout AggregatorBench) throws -> StateImage {
        var recorder = StateRecorder(clockOffset: 0)
        var image = StateImage()
        try image.apply(bench.aggregator.record(to: &recorder))
        return image
    }
}
