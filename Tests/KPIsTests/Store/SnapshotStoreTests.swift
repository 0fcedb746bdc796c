// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct SnapshotStoreTests {
    private let plan: Plan

    init() throws {
        plan = try PlanCompiler(
            selections: [
                KPISelection("web.visits", by: [["country"]], windows: [60_000]),
                KPISelection("web.pageviews", windows: [60_000]),
            ]
        ).compile()
    }

    @Test func `totals have the numbers of their outputs from the start`() {
        let state = SnapshotStore(plan: plan, seriesLimit: 10).current
        #expect(state.series.map(\.output) == [0, 1])
        #expect(state.live.count == 2 && state.finals.count == 2)
        #expect(state.sequence == 0)
    }

    @Test func `what is published is seen, and not by those who looked before`() {
        let store = SnapshotStore(plan: plan, seriesLimit: 10)
        let before = store.current
        var status = PublishedStatus()
        status.watermark = 5
        store.publish(live: [reading(0, start: 60_000, 3)], status: status)
        let after = store.current
        #expect(before.live[0] == nil && before.status.watermark == nil)
        #expect(after.live[0]?.value.value == 3)
        #expect(after.status.watermark == 5)
        #expect(after.sequence == before.sequence + 1)
        store.publish()
        #expect(store.current.status == status)
    }

    @Test func `the final of the newest window is kept`() {
        let store = SnapshotStore(plan: plan, seriesLimit: 10)
        store.publish(finals: [reading(1, start: 120_000, 2)])
        store.publish(finals: [reading(1, start: 60_000, 9)])
        #expect(store.current.finals[1]?.value.value == 2)
        store.publish(finals: [reading(1, start: 120_000, 4)])
        #expect(store.current.finals[1]?.value.value == 4)
    }

    @Test func `the early value of the newest window is kept`() {
        let store = SnapshotStore(plan: plan, seriesLimit: 10)
        // A late event changes a window that is not final yet: its value comes after the newest.
        store.publish(live: [reading(1, start: 120_000, 2), reading(1, start: 60_000, 9)])
        #expect(store.current.live[1]?.value.value == 2)
        store.publish(live: [reading(1, start: 60_000, 10)])
        #expect(store.current.live[1]?.value.value == 2)
        store.publish(live: [reading(1, start: 120_000, 1)])
        #expect(store.current.live[1]?.value.value == 1)
    }

    @Test func `a series tells which publication changed it last`() {
        let store = SnapshotStore(plan: plan, seriesLimit: 10)
        store.publish(live: [reading(0, start: 60_000, 1)])
        store.publish(finals: [reading(1, start: 60_000, 1)])
        store.publish()
        #expect(store.current.changes == [1, 2])
        // What is left out changes nothing.
        store.publish(live: [reading(0, start: 0, 1)])
        #expect(store.current.changes == [1, 2])
    }

    @Test func `a series that went quiet loses the status of then, and keeps its value`() {
        let store = SnapshotStore(plan: plan, seriesLimit: 10)
        var held = reading(1, start: 60_000, 9)
        held.reading.target = TargetStanding(status: .breach, since: 120_000)
        store.publish(live: [held], finals: [held])
        // It turned again behind the silence.
        store.publish(quiet: [QuietSeries(series: 1, end: 119_999)])
        #expect(store.current.finals[1]?.target != nil && store.current.changes[1] == 1)
        store.publish(quiet: [QuietSeries(series: 1, end: 780_000)])
        let state = store.current
        #expect(state.live[1]?.target == nil && state.finals[1]?.target == nil)
        #expect(state.finals[1]?.value.value == 9 && state.changes == [0, 3])
        store.publish(quiet: [QuietSeries(series: 1, end: 780_000)])
        #expect(store.current.changes == [0, 3], "nothing changed")
    }

    @Test func `a window and the end of its status can come at once`() {
        let store = SnapshotStore(plan: plan, seriesLimit: 10)
        var held = reading(1, start: 60_000, 9)
        held.reading.target = TargetStanding(status: .breach, since: 120_000)
        store.publish(finals: [held], quiet: [QuietSeries(series: 1, end: 780_000)])
        #expect(store.current.finals[1]?.target == nil)
    }

    @Test func `lists are kept beside the values that they belong to`() {
        let store = SnapshotStore(plan: plan, seriesLimit: 10)
        let top = [TopValue(value: "/a", count: 3, low: 3)]
        var early = reading(0, start: 60_000, 3)
        early.top = top
        store.publish(live: [early, reading(1, start: 60_000, 1)])
        #expect(store.current.liveTops == [0: top])
        early.reading.start = 0
        early.top = []
        store.publish(live: [early])
        #expect(store.current.liveTops == [0: top])
        early.reading.start = 60_000
        store.publish(finals: [early])
        #expect(store.current.finalTops == [0: []])
    }

    @Test func `events carry their publication, and the oldest are forgotten`() {
        let store = SnapshotStore(plan: plan, seriesLimit: 10)
        for number in 0..<SnapshotStore.eventLimit + 2 {
            store.publish(events: [PublishedEvent(name: "alert", json: Array("\(number)".utf8))])
        }
        let events = store.current.events
        #expect(events.count == SnapshotStore.eventLimit)
        #expect(events[0].json == Array("2".utf8))
        #expect(events[0].sequence == 3)
    }

    @Test func `the generation is known from when it is told`() {
        let store = SnapshotStore(plan: plan, seriesLimit: 10)
        #expect(store.current.generation == nil)
        store.begin(generation: 2)
        #expect(store.current.generation == 2)
    }

    @Test func `series beyond the limit are dropped and counted`() {
        let store = SnapshotStore(plan: plan, seriesLimit: 3)
        #expect(store.register(output: 2, dimensions: [("country", "IT")], isOverflow: false) == 2)
        let refused = store.register(
            output: 2,
            dimensions: [("country", "FR")],
            isOverflow: false
        )
        #expect(refused == nil)
        #expect(store.current.droppedSeries == 1)
        #expect(store.current.series.count == 3)
    }

    @Test func `totals are held even beyond the limit`() {
        #expect(SnapshotStore(plan: plan, seriesLimit: 0).current.series.count == 2)
    }

    @Test func `labels are rendered once with their values escaped`() throws {
        let store = SnapshotStore(plan: plan, seriesLimit: 10)
        let number = store.register(
            output: 2,
            dimensions: [("country", "a\"b\\c\nd")],
            isOverflow: false
        )
        let overflow = store.register(output: 2, dimensions: [("country", nil)], isOverflow: true)
        let absent = store.register(output: 2, dimensions: [("country", "")], isOverflow: false)
        let series = store.current.series
        #expect(series[0].labels == #"kpi="web.visits",definition="ga4@1",window="1m""#)
        #expect(
            series[try #require(number)].labels
                == #"kpi="web.visits",definition="ga4@1",window="1m",country="a\"b\\c\nd""#
        )
        #expect(series[try #require(overflow)].labels.hasSuffix(#",country="other""#))
        #expect(series[try #require(overflow)].isOverflow)
        // An empty label is none to Prometheus: the total's series would have the same labels.
        let absentLabels = series[try #require(absent)].labels
        #expect(absentLabels.hasSuffix(#",country="",absent="country""#))
    }

    private func reading(_ series: Int, start: Int64, _ number: Double) -> SeriesReading {
        SeriesReading(
            series: series,
            reading: Reading(
                start: start,
                end: start + 60_000,
                value: KPIValue(value: number, num: number, den: nil, n: number)
            )
        )
    }
}
