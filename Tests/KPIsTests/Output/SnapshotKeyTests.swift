// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct SnapshotKeyTests {
    private let key: SnapshotKey
    private let plan: Plan

    init() throws {
        var parameters = Catalogue.Parameters()
        parameters.engagedAfter = 15_000
        plan = try PlanCompiler(
            selections: [
                KPISelection("web.visits", by: [["campaign", "country"]], windows: [60_000]),
                KPISelection("web.bounce_rate", windows: [3_600_000]),
            ],
            parameters: parameters
        ).compile()
        key = SnapshotKey(plan: plan, application: "shop")
    }

    @Test func `a total has an empty list of dimensions`() {
        #expect(text(output: 0, []) == "shop|web.visits|ga4@1|1m||1767261600000")
    }

    @Test func `separators inside a part are escaped`() {
        let total = text(output: 1, [])
        #expect(
            total == "shop|web.bounce_rate|ga4@1;engaged_after%3D15s|1h||1767261600000"
        )
        let series = text(output: 2, [("campaign", "a|b,c=d%e\u{1}\u{7F}"), ("country", "é")])
        #expect(
            series
                == "shop|web.visits|ga4@1|1m|campaign=a%7Cb%2Cc%3Dd%25e%01%7F,country=é"
                + "|1767261600000"
        )
    }

    @Test func `absent, overflow and a value called other differ`() {
        #expect(
            text(output: 2, [("campaign", ""), ("country", nil)]).contains(
                "|campaign=,country=other|"
            )
        )
        #expect(
            text(output: 2, [("campaign", "other"), ("country", "%6Fther")])
                .contains("|campaign=%6Fther,country=%256Fther|")
        )
    }

    @Test func `windows of a series differ behind the partition key only`() {
        var partition: [UInt8] = []
        key.appendPartitionKey(output: 0, dimensions: [], to: &partition)
        #expect(String(decoding: partition, as: UTF8.self) == "shop|web.visits|ga4@1|1m|")
        #expect(text(output: 0, []).utf8.starts(with: partition))
    }

    private func text(output: Int, _ dimensions: [(String, String?)]) -> String {
        let snapshot = Snapshot(
            kpi: plan.outputs[output].kpi,
            output: output,
            dimensions: dimensions.map { (name: $0.0, value: $0.1) },
            start: 1_767_261_600_000,
            end: 1_767_261_660_000,
            kind: .final,
            value: KPIValue(value: 1, num: 1, den: nil, n: 1),
            watermark: 0
        )
        var bytes: [UInt8] = []
        key.append(snapshot, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
