// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

/// The oracle itself, by stories short enough to check in the head.
struct ReferenceModelTests {
    @Test func `page views are counted in their windows, which close after the lateness`() throws {
        var bench = try ModelBench("web.pageviews")
        bench.event(.pageView, at: 10)
        bench.event(.pageView, at: 59)
        bench.event(.pageView, at: 60)
        bench.pass(to: 119)
        bench.barrier()
        #expect(bench.told("web.pageviews", at: 0).isEmpty)
        bench.pass(to: 120)
        bench.barrier()
        #expect(bench.told("web.pageviews", at: 0) == ["2"])
        #expect(bench.told("web.pageviews", at: 60).isEmpty)
    }

    @Test func `each event has one outcome`() throws {
        var bench = try ModelBench("web.pageviews")
        bench.event(.pageView, at: 600, id: 70)
        bench.event(.pageView, at: 601, id: 70)
        bench.event(.pageView, at: 602) { $0.flags = .nonHuman }
        bench.event(.order, at: 603)
        bench.event(.pageView, at: 604) { $0.received += 73 * 3_600_000 }
        bench.event(.pageView, at: 9_604) { $0.received -= 601_000 }
        bench.event(.pageView, at: 423)
        bench.event(.pageView, at: 480)
        #expect(
            bench.model.outcomes == [
                [.counted: 2, .duplicate: 1, .filtered: 2, .rejected("bad_time"): 2, .late: 1]
            ]
        )
        #expect(bench.watermark == 603)
    }

    @Test func `an id is forgotten when its window has passed`() throws {
        var bench = try ModelBench("web.pageviews")
        bench.event(.pageView, at: 0, id: 7)
        bench.pass(to: 86_399)
        bench.event(.pageView, at: 86_400, id: 7)
        bench.event(.pageView, at: 86_401, id: 7)
        #expect(bench.model.outcomes == [[.counted: 2, .duplicate: 1, .filtered: 1]])
    }

    @Test func `a late event revises a final, the next revision waits for thirty seconds`() throws {
        var bench = try ModelBench("web.pageviews")
        bench.event(.pageView, at: 0)
        bench.pass(to: 150)
        bench.barrier(now: 1)
        bench.event(.pageView, at: 30)
        bench.barrier(now: 2)
        bench.event(.pageView, at: 31)
        bench.barrier(now: 31)
        #expect(bench.told("web.pageviews", at: 0) == ["1", "2 r1"])
        bench.barrier(now: 32)
        #expect(bench.told("web.pageviews", at: 0) == ["1", "2 r1", "3 r2"])
        bench.pass(to: 180)
        bench.event(.pageView, at: 32)
        bench.barrier(now: 100)
        #expect(bench.told("web.pageviews", at: 0).count == 3)
    }

    @Test func `a run of empty windows is one record, and a fact in it makes a revision`() throws {
        var bench = try ModelBench("web.pageviews")
        bench.event(.pageView, at: 0)
        bench.pass(to: 600)
        bench.barrier()
        let gaps = bench.model.values.compactMap(\.gapUntil)
        #expect(gaps == [ModelBench.midnight + 540_000])
        #expect(bench.told("web.pageviews", at: 60) == ["0"])
        bench.event(.pageView, at: 500)
        bench.barrier(now: 1)
        #expect(bench.told("web.pageviews", at: 480) == ["0", "1 r1"])
    }

    @Test func `a bounce is a session that ended without engagement`() throws {
        var bench = try ModelBench("web.bounce_rate")
        bench.event(.pageView, at: 0) { $0.anonymous = 1 }
        bench.event(.engagement, at: 9) { $0.anonymous = 1 }
        bench.event(.pageView, at: 1) { $0.anonymous = 2 }
        bench.event(.pageView, at: 3) { $0.anonymous = 2 }
        bench.event(.pageView, at: 20) { $0.anonymous = 3 }
        bench.event(.engagement, at: 30) { $0.anonymous = 3 }
        bench.event(.engagement, at: 31) { $0.anonymous = 4 }
        bench.event(.pageView, at: 32)
        bench.pass(to: 10_000)
        bench.barrier()
        #expect(bench.told("web.bounce_rate", at: 0) == ["1/3"])
    }

    @Test func `an event that bridges two sessions makes them one`() throws {
        var bench = try ModelBench("web.visits", lateness: 7_200)
        bench.event(.pageView, at: 0) { $0.anonymous = 1 }
        bench.event(.pageView, at: 3_000) { $0.anonymous = 1 }
        bench.event(.pageView, at: 1_500) { $0.anonymous = 1 }
        bench.pass(to: 20_000)
        bench.barrier()
        #expect(bench.told("web.visits", at: 0) == ["1"])
        #expect(bench.told("web.visits", at: 3_000) == ["0"])
    }

    @Test func `sessions are not joined beyond the cap`() throws {
        var bench = try ModelBench([KPISelection("web.visits")], lateness: 7_200) {
            $0.sessionCap = 2_999_000
        }
        bench.event(.pageView, at: 0) { $0.anonymous = 1 }
        bench.event(.pageView, at: 3_000) { $0.anonymous = 1 }
        bench.event(.pageView, at: 1_500) { $0.anonymous = 1 }
        bench.pass(to: 20_000)
        bench.barrier()
        #expect(bench.told("web.visits", at: 0) == ["1"])
        #expect(bench.told("web.visits", at: 3_000) == ["1"])
    }

    @Test func `an ended session that goes on ends once, at its new end`() throws {
        var bench = try ModelBench("web.avg_session_duration", lateness: 3_600)
        bench.event(.pageView, at: 0) { $0.anonymous = 1 }
        bench.pass(to: 1_900)
        bench.event(.pageView, at: 1_740) { $0.anonymous = 1 }
        bench.pass(to: 20_000)
        bench.barrier()
        #expect(bench.told("web.avg_session_duration", at: 0) == ["0/0"])
        #expect(bench.told("web.avg_session_duration", at: 1_740) == ["1740/1"])
    }

    @Test func `what a table cannot take back it does not hear again`() throws {
        // The pane of 0 takes facts until 60 + 1800 + 2 * 60 = 1980.
        var bench = try ModelBench([KPISelection("web.avg_session_duration")], lateness: 60) {
            $0.largestLateness = 3_600_000
        }
        bench.event(.pageView, at: 0) { $0.anonymous = 1 }
        bench.pass(to: 1_980)
        bench.event(.pageView, at: 1_740) { $0.anonymous = 1 }
        bench.pass(to: 20_000)
        bench.barrier()
        #expect(bench.told("web.avg_session_duration", at: 0) == ["0/1"])
        #expect(bench.told("web.avg_session_duration", at: 1_740) == ["0/0"])
    }

    @Test func `screens that repeat are counted once`() throws {
        var bench = try ModelBench("app.screens_per_session")
        for (second, screen) in [(0, 5), (1, 5), (2, 6), (3, 5)] as [(Int64, UInt64)] {
            bench.event(.screenView, at: second) { ($0.device, $0.object) = (1, screen) }
        }
        bench.pass(to: 10_000)
        bench.barrier()
        #expect(bench.told("app.screens_per_session", at: 0) == ["3/1"])
    }

    @Test func `opens are credited to the delivery in whatever order they come`() throws {
        var bench = try ModelBench("email.open_rate", window: 3_600, lateness: 86_400)
        bench.event(.messageOpened, at: 4_000) { $0.message = 1 }
        bench.event(.messageDelivered, at: 100) { $0.message = 1 }
        bench.event(.messageDelivered, at: 200) { $0.message = 2 }
        bench.event(.messageDelivered, at: 300) { $0.message = 3 }
        bench.event(.messageBounced, at: 301) { $0.message = 3 }
        bench.event(.messageOpened, at: 302) { $0.message = 3 }
        bench.event(.messageOpened, at: 303)
        bench.pass(to: 9 * 86_400)
        bench.barrier()
        #expect(bench.told("email.open_rate", at: 0) == ["1/2"])
    }

    @Test func `a person on two devices is one active user once they are joined`() throws {
        var bench = try ModelBench("app.active_users", window: 86_400, lateness: 3_600)
        bench.event(.appOpen, at: 10) { $0.device = 1 }
        bench.event(.appOpen, at: 20) { $0.device = 2 }
        bench.event(.appOpen, at: 30) { $0.user = 9 }
        bench.event(.alias, at: 40) { ($0.device, $0.user) = (1, 9) }
        bench.event(.appOpen, at: 50) { ($0.device, $0.user) = (2, 9) }
        bench.event(.appOpen, at: 60) { $0.device = 3 }
        bench.pass(to: 3 * 86_400)
        bench.barrier()
        #expect(bench.told("app.active_users", at: 0) == ["2"])
    }

    @Test func `the first day of a person and the day after make retention`() throws {
        var bench = try ModelBench("app.retention_d1", window: 86_400, lateness: 3_600)
        bench.event(.appOpen, at: 10) { $0.device = 1 }
        bench.event(.appOpen, at: 20) { $0.device = 2 }
        bench.event(.appOpen, at: 86_400) { $0.device = 1 }
        bench.pass(to: 5 * 86_400)
        bench.barrier()
        #expect(bench.told("app.retention_d1", at: 0) == ["1/2"])
        #expect(bench.told("app.retention_d1", at: 86_400) == ["0/0"])
    }

    @Test func `the first reading of a total is a baseline`() throws {
        var bench = try ModelBench("social.impressions")
        let metric = Int(TotalsMetric.impressions.rawValue)
        for (second, total) in [(1, 100), (2, 130), (0, 500), (3, 125)] as [(Int64, Double)] {
            bench.event(.totals, at: second) { ($0.object, $0.totals[metric]) = (1, total) }
        }
        bench.pass(to: 1_000)
        bench.barrier()
        #expect(bench.told("social.impressions", at: 0) == ["25"])
    }

    @Test func `a sliding window counts a person in every window that holds an event`() throws {
        var bench = try ModelBench("web.current_visitors", window: 10)
        bench.event(.pageView, at: 5) { $0.anonymous = 1 }
        bench.event(.pageView, at: 15) { $0.anonymous = 1 }
        bench.event(.pageView, at: 16) { $0.anonymous = 2 }
        bench.pass(to: 1_000)
        bench.barrier()
        #expect(bench.told("web.current_visitors", at: -290) == ["1"])
        #expect(bench.told("web.current_visitors", at: -280) == ["2"])
        #expect(bench.told("web.current_visitors", at: 10) == ["2"])
        #expect(bench.told("web.current_visitors", at: 20) == ["0"])
    }

    @Test func `series have finals where they have rows, expected ones always`() throws {
        let kpi = KPISelection("web.pageviews", by: [["country"]], expect: [["country": "it"]])
        var bench = try ModelBench([kpi]) { $0.valueNumbers = [["it": 2]] }
        bench.event(.pageView, at: 0) { $0.dimensions[0] = 3 }
        bench.event(.pageView, at: 60) { $0.dimensions[0] = 2 }
        bench.pass(to: 300)
        bench.barrier()
        #expect(bench.told("web.pageviews", at: 0, series: [3]) == ["1"])
        #expect(bench.told("web.pageviews", at: 60, series: [3]).isEmpty)
        #expect(bench.told("web.pageviews", at: 0, series: [2]) == ["0"])
        #expect(bench.told("web.pageviews", at: 60, series: [2]) == ["1"])
        #expect(bench.told("web.pageviews", at: 0) == ["1"])
    }

    @Test func `a silent partition holds the watermark until it is idle`() throws {
        var bench = try ModelBench([KPISelection("web.pageviews")], partitions: 2)
        bench.tick(now: 0)
        bench.pass(to: 100, partition: 0)
        #expect(bench.watermark == nil)
        bench.pass(to: 50, partition: 1)
        #expect(bench.watermark == 50)
        bench.tick(now: 31)
        bench.model.step(.endOfPartition(1))
        bench.tick(now: 60)
        #expect(bench.watermark == 50)
        bench.tick(now: 61)
        #expect(bench.watermark == 100)
        bench.pass(to: 70, partition: 1)
        bench.pass(to: 200, partition: 0)
        #expect(bench.watermark == 100)
    }

    @Test func `when all partitions are idle the watermark goes on with time`() throws {
        var bench = try ModelBench("web.pageviews")
        bench.tick(now: 0)
        bench.pass(to: 100)
        bench.model.step(.endOfPartition(0))
        bench.tick(now: 30)
        #expect(bench.watermark == 100)
        bench.tick(now: 37)
        #expect(bench.watermark == 107)
        bench.tick(now: 40, healthy: false)
        bench.tick(now: 69)
        #expect(bench.watermark == 107)
        bench.tick(now: 72)
        #expect(bench.watermark == 109)
        bench.pass(to: 105)
        #expect(bench.watermark == 109)
    }
}
