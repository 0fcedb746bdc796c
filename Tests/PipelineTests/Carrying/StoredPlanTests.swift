// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct StoredPlanTests {
    private func plan(
        _ selections: [KPISelection]? = nil,
        zone: String = "UTC",
        change: (inout PlanCompiler) -> Void = { _ in },
        trackers: (inout TrackerParameters) -> Void = { _ in }
    ) throws -> StoredPlan {
        var compiler = PlanCompiler(selections: selections)
        change(&compiler)
        var parameters = TrackerParameters()
        trackers(&parameters)
        return StoredPlan(try compiler.compile(), zone: zone, trackers: parameters)
    }

    private func image(_ plan: StoredPlan, _ freshness: Freshness) throws -> StateImage {
        var recorder = StateRecorder(clockOffset: 0)
        recorder.begin()
        recorder.single(.plan) { plan.write(freshness, to: &$0) }
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        return image
    }

    @Test func `the whole catalogue comes back from its bytes, with the times of fresh cells`()
        throws
    {
        let whole = try plan()
        var freshness = Freshness()
        freshness.cells = whole.tables.enumerated().map { number, table in
            table.cells.indices.map { $0 % 3 == 0 ? Int64(number * 100 + $0) : .min }
        }
        freshness.outputs = whole.outputs.indices.map { $0 % 2 == 0 ? Int64($0) : .min }
        let read = try #require(try StoredPlan.read(from: try image(whole, freshness)))
        #expect(read.0 == whole && read.1 == freshness)
        #expect(read.0.fingerprint == whole.fingerprint)
        #expect(whole.outputs.count > 300)
    }

    @Test func `state without it says nothing, and half of it is damaged`() throws {
        #expect(try StoredPlan.read(from: StateImage()) == nil)
        let whole = try plan([KPISelection("web.visits", by: [["country"]])])
        var writer = StateWriter()
        whole.write(Freshness(), to: &writer)
        for length in stride(from: 0, to: writer.bytes.count, by: 7) where length > 0 {
            var image = StateImage()
            image.replace(.plan, with: Array(writer.bytes.prefix(length)))
            #expect(throws: StateError.self) { try StoredPlan.read(from: image) }
        }
    }

    @Test func `the fingerprint tells what state means apart, and nothing else`() throws {
        let visits = [KPISelection("web.visits")]
        let print = try plan(visits).fingerprint
        #expect(try plan(visits).fingerprint == print)
        #expect(try plan([KPISelection("web.visits", by: [["country"]])]).fingerprint != print)
        #expect(try plan(visits) { $0.windows = [60_000] }.fingerprint != print)
        #expect(try plan(visits) { $0.lateness = [60_000: 1_000] }.fingerprint != print)
        // Sessions are others by other times; ids of events are remembered longer or shorter.
        #expect(try plan(visits, trackers: { $0.sessionTimeout = 1 }).fingerprint != print)
        #expect(try plan(visits, trackers: { $0.attribution = 1 }).fingerprint == print)
        #expect(try plan(visits, trackers: { $0.dedupWindow = 1 }).fingerprint == print)
        // The plan's clock is that of UTC, whatever a zone is called.
        #expect(try plan(visits, zone: "Europe/Rome").fingerprint == print)
    }

    @Test func `groups are those of the emission`() throws {
        let compiler = PlanCompiler(selections: nil)
        let plan = try compiler.compile()
        let stored = StoredPlan(plan, zone: "UTC", trackers: TrackerParameters())
        #expect(stored.groups == ClosingGroup.all(of: plan).map(\.outputs))
    }
}
