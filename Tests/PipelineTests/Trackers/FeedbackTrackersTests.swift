// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct FeedbackTrackersTests {
    /// Trackers for one KPI that counts a kind of fact.
    private func configuration(_ facts: [String]) throws -> AggregatorConfiguration {
        var compiler = PlanCompiler()
        let lines = facts.flatMap { ["  m_\($0): { fold: count, of: \($0) }"] }
        let kpis = facts.map {
            "  - { id: own.\($0), definition: o@1, unit: count, formula: m_\($0) }"
        }
        let text = (["measures:"] + lines + ["kpis:"] + kpis).joined(separator: "\n")
        let errors = compiler.definitions.add(Array(text.utf8), file: "own.yaml")
        try #require(errors.isEmpty, "\(errors)")
        compiler.selections = facts.map { KPISelection("own.\($0)") }
        return AggregatorConfiguration(plan: try compiler.compile())
    }

    @Test func `what nobody asks for takes no event and no memory`() throws {
        let configuration = AggregatorConfiguration(
            plan: try PlanCompiler(selections: [KPISelection("web.visits")]).compile()
        )
        let trackers = FeedbackTrackers(configuration)
        let tables = trackers.tables(configuration.trackers)
        let types = trackers.types
        #expect(types == 0)
        #expect(tables.isEmpty && configuration.feedbackMemory.isEmpty)
    }

    @Test func `each kind of fact wakes its tracker, with a table and its memory`() throws {
        let tables = [
            "answer_given": "responses", "review_given": "responses", "text_labeled": "responses",
            "survey_sent": "invitations", "survey_returned": "invitations",
            "money_spent": "spending", "lead_arrived": "leads", "buyer_arrived": "buyers",
            "buyer_spent": "buyers", "stage_reached": "stages", "stage_entered": "stages",
            "stage_advanced": "stages", "fan_wrote": "threads",
            "person_interacted": "interactions",
        ]
        for (fact, table) in tables {
            let configuration = try configuration([fact])
            let trackers = FeedbackTrackers(configuration)
            let told = trackers.tables(configuration.trackers)
            #expect(told.map(\.name) == [table])
            let memory = configuration.feedbackMemory
            #expect(memory.map(\.name) == [table] && memory.map(\.limit) == told.map(\.limit))
            let types = trackers.types
            #expect(types & ~configuration.plan.wantedTypes == 0)
        }
    }

    @Test func `revenue needs touches only where a dimension tells them`() throws {
        var configuration = try configuration(["revenue_attributed"])
        let without = FeedbackTrackers(configuration)
        let none = without.tables(configuration.trackers)
        let (takesOrders, takesViews) = (without.takes(.order), without.takes(.pageView))
        #expect(takesOrders && !takesViews)
        #expect(none.isEmpty && configuration.feedbackMemory.isEmpty)
        configuration.plan.dimensions = [.campaign]
        let with = FeedbackTrackers(configuration)
        let told = with.tables(configuration.trackers).map(\.name)
        let takesTouches = with.takes(.pageView)
        #expect(takesTouches)
        #expect(told == ["touches"] && configuration.feedbackMemory.map(\.name) == ["touches"])
    }

    @Test func `events reach each tracker that wants them`() throws {
        let facts = [
            "answer_given", "survey_returned", "money_spent", "lead_arrived", "buyer_arrived",
            "revenue_attributed", "stage_entered", "fan_wrote", "person_interacted",
        ]
        var configuration = try configuration(facts)
        configuration.trackers.actorLimit = 1
        var aggregator = Aggregator(configuration)
        try #require(aggregator.addPartition(source: 1) == 0)
        let types: [EventType] = [
            .surveyInvited, .surveyAnswered, .spend, .lead, .order, .directMessage,
        ]
        for (position, type) in types.enumerated() {
            let event = Event.make(type, at: 1_767_225_600_000) {
                $0.id = UInt64(position) + 1
                $0.user = 5
                $0.response = 6
                $0.object = 7
                $0.value = 8
                $0.score = 9
                $0.flags.formUnion([.hasValue, .hasScore])
            }
            aggregator.ingest(copyOf: event, partition: 0, now: 0)
        }
        let entries = Dictionary(
            uniqueKeysWithValues: aggregator.reading.tables.map { ($0.name, $0.entries) }
        )
        let names = [
            "responses", "invitations", "spending", "leads", "buyers", "stages", "threads",
            "interactions",
        ]
        for name in names { #expect(entries[name] == 1, "\(name)") }
        let stranger = Event.make(.order, at: 1_767_225_600_000) {
            ($0.id, $0.user) = (99, 55)
        }
        aggregator.ingest(copyOf: stranger, partition: 0, now: 0)
        let full = aggregator.reading.tables.filter { $0.refused == 1 }.map(\.name)
        #expect(full == ["buyers", "stages", "interactions"])
        let missing = FactKind.allCases.filter {
            !aggregator.panes.completeness.refused($0).isEmpty
        }
        let theirs = BuyerTracker.facts + StageTracker.facts + InteractionTracker.facts
        #expect(Set(missing) == Set(theirs), "and nothing else")
    }
}
