// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

@testable import Pipeline

struct `Aggregator+SweepingTests` {
    private static let facts = [
        "message_sent", "person_active", "app_installed", "totals_read", "answer_given",
        "survey_returned", "money_spent", "lead_arrived", "buyer_arrived", "revenue_attributed",
        "stage_entered", "fan_wrote", "person_interacted",
    ]

    /// An aggregator in which every tracker is wanted.
    private func bench() throws -> AggregatorBench {
        let measures = Self.facts.map { "  m_\($0): { fold: count, of: \($0) }" }
        let kpis = Self.facts.map {
            "  - { id: own.\($0), definition: o@1, unit: count, formula: m_\($0) }"
        }
        return try AggregatorBench(
            Self.facts.map { KPISelection("own.\($0)", by: [["campaign"]]) },
            windows: [86_400_000],
            lateness: [86_400: 60],
            definitions: (["measures:"] + measures + ["kpis:"] + kpis).joined(separator: "\n")
        )
    }

    /// One event of everything that a tracker remembers.
    private func tellAll(_ bench: inout AggregatorBench) {
        let told: [(EventType, Channel)] = [
            (.messageSent, .email), (.appOpen, .app), (.install, .app), (.totals, .social),
            (.surveyInvited, .web), (.surveyAnswered, .web), (.spend, .web), (.lead, .web),
            (.order, .web), (.directMessage, .social), (.pageView, .web),
        ]
        for (type, channel) in told {
            bench.event(type, at: 10) {
                $0.channel = channel
                ($0.user, $0.anonymous) = (5, 15)
                ($0.response, $0.object, $0.message, $0.thread) = (6, 7, 8, 9)
                ($0.value, $0.score) = (8, 9)
                $0.flags.formUnion([.hasValue, .hasScore])
                $0.totals[0] = 3
                $0.dimensions[0] = 2
            }
        }
    }

    private func entries(_ bench: borrowing AggregatorBench) -> [String: Int] {
        let tables = bench.aggregator.reading.tables.filter {
            !["rows", "series", "combinations", "targets", "sketch_bytes"].contains($0.name)
        }
        return Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0.entries) })
            .filter { $0.value > 0 }
    }

    @Test func `what trackers have forgotten goes within an hour, and nothing else`() throws {
        var bench = try bench()
        tellAll(&bench)
        let before = entries(bench)
        #expect(
            Set(before.keys) == [
                "messages", "persons", "person_days", "installations", "totals", "aliases",
                "event_ids", "responses", "invitations", "spending", "leads", "buyers", "touches",
                "stages", "threads", "interactions",
            ]
        )
        for minute in 0..<64 {
            bench.pass(to: 120 + Int64(minute) * 60)
            bench.collect()
        }
        #expect(entries(bench) == before, "nothing is forgotten yet")
        let later: Int64 = 400 * 86_400
        for minute in 0..<64 {
            bench.pass(to: later + Int64(minute) * 60)
            bench.collect()
        }
        #expect(entries(bench) == ["installations": 1, "totals": 1, "buyers": 1])
    }

    @Test
    func `a part of the tables is looked at once in a minute, however many commits there are`()
        throws
    {
        var bench = try bench()
        for number in 0..<6_400 {
            bench.event(.pageView, at: 0, id: HashMix.combine(UInt64(number), 1))
        }
        bench.pass(to: 3 * 86_400)
        for _ in 0..<1_000 { bench.collect() }
        let left = entries(bench)["event_ids"] ?? 0
        #expect(left > 6_200 && left < 6_400, "\(left)")
    }
}
