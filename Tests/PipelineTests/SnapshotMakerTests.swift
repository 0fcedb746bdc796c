// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Pipeline
import Testing

struct SnapshotMakerTests {
    private static let midnight: Int64 = 1_767_225_600_000

    /// Page views by channel and country, one event for each country; finals of the first minute.
    private func snapshots(_ countries: [String], valueLimit: Int) throws -> [Snapshot] {
        var compiler = PlanCompiler()
        compiler.windows = [60_000]
        compiler.selections = [KPISelection("web.pageviews", by: [["country", "campaign"]])]
        let plan = try compiler.compile()
        #expect(plan.dimensions.map(\.key) == ["campaign", "country"])
        let schema = EventSchema(
            key: .fixed,
            dimensions: plan.dimensions,
            valueLimit: valueLimit
        )
        let dictionaries = schema.makeDictionaries()
        var aggregator = Aggregator(AggregatorConfiguration(plan: plan))
        _ = aggregator.addPartition(source: 1)
        let spring = dictionaries[0].intern("spring")
        for (number, country) in countries.enumerated() {
            var event = Event()
            event.type = .pageView
            event.channel = .web
            event.id = UInt64(number + 1)
            event.time = Self.midnight + Int64(number)
            event.received = event.time
            event.dimensions[0] = spring
            event.dimensions[1] = dictionaries[1].intern(country)
            aggregator.ingest(copyOf: event, partition: 0, now: 0)
        }
        var last = Event()
        last.type = .pageView
        last.channel = .web
        last.id = 1_000
        last.time = Self.midnight + 3_600_000
        last.received = last.time
        aggregator.ingest(copyOf: last, partition: 0, now: 0)
        let maker = SnapshotMaker(view: aggregator.view, dictionaries: dictionaries)
        return aggregator.collect(limit: 1_000, now: 0).values.map(maker.snapshot)
            .filter { $0.start == Self.midnight }
    }

    private func text(_ snapshot: Snapshot) -> String {
        snapshot.dimensions.map { "\($0.name)=\($0.value ?? "?")" }.joined(separator: ",")
            + ": \(Int(snapshot.value.num))\(snapshot.isOverflow ? " overflow" : "")"
    }

    @Test func `series get names and values, the total none`() throws {
        let snapshots = try snapshots(["IT", "DE", "IT", ""], valueLimit: 10)
        #expect(
            Set(snapshots.map(text)) == [
                ": 4", "campaign=spring,country=IT: 2", "campaign=spring,country=DE: 1",
                "campaign=spring,country=: 1",
            ]
        )
        for snapshot in snapshots {
            #expect(snapshot.kind == .final && snapshot.revision == 0 && snapshot.kpi == 0)
            #expect(snapshot.isComplete && snapshot.closing == nil)
            #expect(snapshot.hasPrevious && snapshot.previous == 0)
            #expect(snapshot.watermark == Self.midnight + 3_540_000)
        }
    }

    /// The list of pages viewed in the first minute, where three pages have room.
    private func pages(_ pages: [String]) throws -> [TopValue]? {
        var compiler = PlanCompiler()
        compiler.windows = [60_000]
        compiler.selections = [KPISelection("web.top_pages")]
        let plan = try compiler.compile()
        let schema = EventSchema(key: .fixed, listed: plan.listedDimensions, listedLimit: 3)
        let dictionaries = schema.makeDictionaries()
        var aggregator = Aggregator(AggregatorConfiguration(plan: plan))
        _ = aggregator.addPartition(source: 1)
        for (number, page) in (pages + [""]).enumerated() {
            var event = Event()
            event.type = .pageView
            event.channel = .web
            event.id = UInt64(number + 1)
            event.time = Self.midnight + (page.isEmpty ? 3_600_000 : Int64(number))
            event.received = event.time
            event.dimensions[0] = dictionaries[0].intern(page)
            aggregator.ingest(copyOf: event, partition: 0, now: 0)
        }
        let maker = SnapshotMaker(view: aggregator.view, dictionaries: dictionaries)
        return aggregator.collect(limit: 1_000, now: 0).values.map(maker.snapshot)
            .first { $0.start == Self.midnight }?.top
    }

    @Test func `a list names its values, equal counts in the order of their bytes`() throws {
        let top = try pages(["/b", "/a", "other", "/c", "/d", "/d", "/b"])
        #expect(
            top == [
                // /c and /d found no room.
                TopValue(value: nil, count: 3, low: 3), TopValue(value: "/b", count: 2, low: 2),
                TopValue(value: "/a", count: 1, low: 1), TopValue(value: "other", count: 1, low: 1),
            ]
        )
        #expect(try pages(["/z", "/y", "/x"])?.map(\.value) == ["/x", "/y", "/z"])
    }

    @Test func `a value over the limit is the overflow, not the text other`() throws {
        let snapshots = try snapshots(["other", "DE"], valueLimit: 1)
        #expect(
            Set(snapshots.map(text)) == [
                ": 2", "campaign=spring,country=other: 1", "campaign=spring,country=?: 1 overflow",
            ]
        )
    }
}
