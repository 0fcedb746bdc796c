// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Sinks

/// A small plan with its snapshots.
struct SnapshotFixture {
    let plan: Plan

    init() throws {
        plan = try PlanCompiler(selections: [
            KPISelection("web.bounce_rate", windows: [3_600_000]),
            KPISelection("web.visits", by: [["country"]], windows: [60_000]),
        ]).compile()
    }

    /// A snapshot of the visits; its value tells it from others.
    func visits(
        _ count: Double = 1,
        country: [String?] = [],
        start: Int64 = 1_767_261_600_000,
        kind: Snapshot.Kind = .final,
        revision: Int = 0
    ) throws -> Snapshot {
        let kpi = plan.kpis.firstIndex { $0.id == "web.visits" } ?? -1
        let output = plan.outputs.indices.first {
            let set = plan.groupingSets[plan.tables[plan.outputs[$0].table].groupingSet]
            return plan.outputs[$0].kpi == kpi && set.count == country.count
        }
        return Snapshot(
            kpi: kpi,
            output: output ?? -1,
            dimensions: country.map { ("country", $0) },
            isOverflow: country == [nil],
            start: start,
            end: start + plan.outputs[output ?? 0].size,
            kind: kind,
            revision: revision,
            value: KPIValue(value: count, num: count, den: nil, n: count),
            watermark: start + 90_000
        )
    }

    /// A writer of this plan's snapshots.
    func topic(_ topic: MockTopic, _ producer: KafkaProducer) -> SnapshotTopic {
        SnapshotTopic(
            producer: producer,
            topic: topic.name,
            partitionCount: topic.partitionCount,
            plan: plan,
            application: "shop",
            generation: 3,
            keyFingerprint: "00ff"
        )
    }

    /// The same for early values.
    func early(_ topic: MockTopic, _ producer: KafkaProducer) -> EarlyTopic {
        EarlyTopic(
            producer: producer,
            topic: topic.name,
            partitionCount: topic.partitionCount,
            plan: plan,
            application: "shop",
            generation: 3,
            keyFingerprint: "00ff"
        )
    }
}
