// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct AggregatorConfigurationTests {
    private func configuration(_ kpis: [KPISelection]) throws -> AggregatorConfiguration {
        AggregatorConfiguration(plan: try PlanCompiler(selections: kpis).compile())
    }

    private func memory(_ configuration: AggregatorConfiguration) -> [String: TableMemory] {
        Dictionary(
            uniqueKeysWithValues: configuration.tableMemory(valueLimit: 4).map { ($0.name, $0) }
        )
    }

    @Test func `hash tables have room for their limit when they are three quarters full`() throws {
        var configuration = try configuration([KPISelection("email.ctr")])
        configuration.trackers.dedupLimit = 20_000_000
        configuration.trackers.messageLimit = 300_000
        let memory = memory(configuration)
        let messages = 300_000 * MemoryLayout<TableShard<PackedMessage>.Slot>.stride * 4 / 3
        for (name, least) in [("event_ids", 20_000_000 * 16 * 4 / 3), ("messages", messages)] {
            let bytes = try #require(memory[name]?.bytes)
            #expect(bytes > least && bytes < least * 12 / 10, "\(name): \(bytes)")
        }
    }

    @Test func `a million sessions and five million persons fit in 400 MB`() throws {
        var configuration = AggregatorConfiguration(plan: try PlanCompiler().compile())
        configuration.trackers.sessionLimit = 1_000_000
        configuration.trackers.actorLimit = 5_000_000
        let memory = memory(configuration)
        let tables = ["sessions", "resumed_sessions", "persons"].compactMap { memory[$0]?.bytes }
        #expect(tables.count == 3)
        #expect(tables.reduce(0, +) < 400_000_000, "\(tables)")
    }

    @Test func `tables that no wanted event reaches take nothing`() throws {
        let mail = memory(try configuration([KPISelection("email.ctr")]))
        #expect(Set(mail.keys) == ["event_ids", "messages", "aliases", "rows"])
        let all = memory(AggregatorConfiguration(plan: try PlanCompiler().compile()))
        #expect(
            Set(all.keys) == [
                "event_ids", "sessions", "resumed_sessions", "messages", "persons", "installations",
                "totals", "responses", "invitations", "spending", "leads", "stages", "threads",
                "levels", "aliases", "rows",
            ]
        )
    }

    @Test func `rows are those that the series can have, up to the limit`() throws {
        let total = try configuration([KPISelection("web.visits")])
        let rows = total.plan.tables.reduce(0) { $0 + $1.rowsPerSeries }
        #expect(memory(total)["rows"]?.limit == rows)
        var grouped = try configuration([KPISelection("web.visits", by: [["country"]])])
        #expect(memory(grouped)["rows"]?.limit == 7 * rows)
        grouped.seriesLimit = 3
        #expect(memory(grouped)["rows"]?.limit == 4 * rows)
        grouped.rowLimit = 100
        #expect(memory(grouped)["rows"]?.limit == 100)
        #expect(memory(grouped)["series"]?.limit == 3)
    }

    @Test func `targets take a place for each series of their outputs`() throws {
        var target = try configuration([
            KPISelection(
                "web.visits",
                by: [["country"]],
                windows: [60_000, 3_600_000],
                target: TargetDraft(value: 1)
            )
        ])
        #expect(memory(target)["targets"]?.limit == 2 * (1 + 6))
        target.seriesLimit = 3
        #expect(memory(target)["targets"]?.limit == 2 * (1 + 3))
        let bytes = try #require(memory(target)["targets"]?.bytes)
        #expect(bytes >= 8 * (8 + MemoryLayout<TargetBook.Entry>.stride))
    }

    @Test func `a pane has rows of the values that its day admits`() throws {
        // Sessions that end can have begun on the day before.
        for (id, days) in [("web.visits", 1), ("web.views_per_session", 2)] {
            let grouped = try configuration([KPISelection(id, by: [["country"]])])
            let rows = grouped.plan.tables.filter { $0.groupingSet == 0 }
                .reduce(0) { $0 + $1.rowsPerSeries }
            let tables = grouped.tableMemory(valueLimit: 40, dayLimit: 10)
            #expect(tables.first { $0.name == "rows" }?.limit == (days * 12 + 1) * rows)
            #expect(tables.first { $0.name == "series" }?.limit == 42)
        }
    }

    @Test func `a batch with lists takes more`() throws {
        let plain = try configuration([KPISelection("web.visits")]).batchBytes
        let lists = try configuration([KPISelection("web.top_pages")]).batchBytes
        #expect(lists >= plain + 20_000 * 256 * 24)
    }

    @Test func `a batch with distinct counts takes more`() throws {
        let plain = try configuration([KPISelection("web.visits")]).batchBytes
        let distinct = try configuration([KPISelection("web.visitors")]).batchBytes
        #expect(plain > RejectedRecords.limitBytes)
        #expect(distinct > plain + 20_000 * 4_096)
    }
}
