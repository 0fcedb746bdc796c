// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

/// The examples were checked against `SnapshotSchema` with an independent validator.
struct SnapshotEncoderTests {
    private static let start: Int64 = 1_767_261_600_000
    private let plan: Plan

    init() throws {
        plan = try PlanCompiler(
            selections: [
                KPISelection("web.bounce_rate", by: [["country"]], windows: [60_000]),
                KPISelection("web.visits", windows: [60_000], target: TargetDraft(value: 0.5)),
                KPISelection("web.visitors", by: [["campaign", "country"]], windows: [60_000]),
                KPISelection("web.avg_session_duration", windows: [3_600_000]),
                KPISelection("web.current_visitors"),
                KPISelection("social.impressions", windows: [.month]),
                KPISelection("web.top_pages", windows: [60_000]),
            ],
            windows: [60_000, 3_600_000, .month]
        ).compile()
    }

    @Test func `a final has every field in its place`() throws {
        var value = KPIValue(value: 0.412, num: 412, den: 1_000, n: 1_000)
        value.lo = 0.382
        value.hi = 0.443
        value.boundLow = 0.412
        value.boundHigh = 0.412
        let text = try encoded(
            "web.bounce_rate",
            [("country", "IT")],
            .final,
            value,
            previous: .some(0.398)
        )
        #expect(
            text == """
                {"v":1,"application":"shop","generation":1,"kpi":"web.bounce_rate",\
                "definition":"ga4@1","basis":"cohort","unit":"ratio","better":"lower",\
                "dims":{"country":"IT"},"window":{"size":"1m","hop":"1m","start":1767261600000,\
                "end":1767261660000},"kind":"final","revision":0,"final_at":1767263580000,\
                "value":0.412,"num":412,"den":1000,"n":1000,"additive":{"num":true,"den":true},\
                "lo":0.382,"hi":0.443,"bounds":[0.412,0.412],"open":0,\
                "previous":{"value":0.398,"change":0.013999999999999957,\
                "growth":0.03517587939698481},"target":null,"complete":true,\
                "watermark":1767263590000,"emitted":1767263590112}
                """
        )
    }

    @Test func `a window ends where the snapshot says, whatever its length`() throws {
        let value = KPIValue(value: 1, num: 1, den: nil, n: 1)
        let text = try encoded("social.impressions", [], .final, value) {
            // March 2026 in Rome.
            $0.start = 1_772_319_600_000
            $0.end = 1_774_994_400_000
        }
        let window =
            #""window":{"size":"1mo","hop":"1mo","start":1772319600000,"end":1774994400000}"#
        #expect(text.contains(window))
        #expect(text.contains(#""final_at":1775005200000,"#))
    }

    @Test func `an early value of a running window has no bounds and no change`() throws {
        var value = KPIValue(value: 0.5, num: 1, den: 2, n: 2)
        value.open = 1
        let text = try encoded("web.bounce_rate", [], .early, value, previous: .some(0.25))
        #expect(text.contains(#""dims":{},"window""#))
        #expect(text.contains(#""kind":"early","revision":0"#))
        #expect(text.contains(#""lo":null,"hi":null,"bounds":null,"open":1,"#))
        #expect(text.contains(#""previous":{"value":0.25},"target":null"#))
    }

    @Test func `a target is told with its status`() throws {
        let value = KPIValue(value: 7, num: 7, den: nil, n: 7)
        let text = try encoded("web.visits", [], .early, value) { snapshot in
            snapshot.target = TargetStanding(status: .lowSample, since: 1_767_261_600_000)
        }
        #expect(
            text.contains(
                #""previous":null,"target":{"value":0.5,"status":"low_sample","#
                    + #""since":1767261600000},"complete":true,"#
            )
        )
    }

    @Test func `without a denominator there is no value`() throws {
        let value = KPIValue(value: nil, num: 0, den: 0, n: 0)
        let text = try encoded("web.bounce_rate", [], .final, value, previous: .some(nil))
        #expect(text.contains(#""value":null,"num":0,"den":0,"n":0,"#))
        #expect(text.contains(#""previous":{"value":null,"change":null,"growth":null}"#))
    }

    @Test func `growth from nothing is not told`() throws {
        let value = KPIValue(value: 3, num: 3, den: nil, n: 3)
        let text = try encoded("web.visits", [], .final, value, previous: .some(0))
        #expect(text.contains(#""value":3,"num":3,"den":null,"n":3,"#))
        #expect(text.contains(#""additive":{"num":true,"den":false}"#))
        #expect(text.contains(#""previous":{"value":0,"change":3,"growth":null}"#))
    }

    @Test func `what closed an empty window and how long the gap was stand at the end`() throws {
        let value = KPIValue(value: 0, num: 0, den: nil, n: 0)
        let text = try encoded("web.visits", [], .final, value) { snapshot in
            snapshot.closing = .idle
            snapshot.gapUntil = Self.start + 600_000
            snapshot.isComplete = false
        }
        #expect(text.contains(#""previous":null,"target":null,"complete":false,"#))
        #expect(text.hasSuffix(#","closed":"idle","gap_until":1767262200000}"#))
    }

    @Test func `a revision counts and may come before there is a watermark`() throws {
        let value = KPIValue(value: 7, num: 7, den: nil, n: 7)
        let text = try encoded("web.visits", [], .revision, value) { snapshot in
            snapshot.revision = 2
            snapshot.watermark = .min
        }
        #expect(text.contains(#""kind":"revision","revision":2,"#))
        #expect(text.contains(#""watermark":null,"#))
    }

    @Test func `the overflow series is marked, a real value of its name is not it`() throws {
        let value = KPIValue(value: 7, num: 7, den: nil, n: 7)
        let dimensions = [("campaign", nil), ("country", "other")] as [(String, String?)]
        let text = try encoded("web.visitors", dimensions, .final, value) { snapshot in
            snapshot.isOverflow = true
            snapshot.sketch = [0, 1, 2, 253]
        }
        #expect(text.contains(#""dims":{"campaign":"other","country":"%6Fther"}"#))
        #expect(
            text.hasSuffix(
                #","overflow":true,"sketch":{"kind":"hll","lgk":12,"key":"00ff","bytes":"AAEC/Q=="}}"#
            )
        )
    }

    @Test func `dimension values are escaped and absent ones are empty`() throws {
        let value = KPIValue(value: 7, num: 7, den: nil, n: 7)
        let dimensions = [("campaign", "a\"b\\c\nd\u{7F}é|😀"), ("country", "")]
        let text = try encoded("web.visitors", dimensions, .final, value)
        #expect(
            text.contains(#""dims":{"campaign":"a\"b\\c\u000Ad\u007Fé|😀","country":""}"#)
        )
    }

    @Test func `a mean brings its percentiles and its distribution`() throws {
        var value = KPIValue(value: 12.5, num: 50, den: 4, n: 4)
        value.p50 = 10.25
        value.p95 = 30
        let text = try encoded("web.avg_session_duration", [], .final, value) { snapshot in
            snapshot.histogram = [(0, 1), (10.5, 2), (30, 1)]
        }
        #expect(text.contains(#""unit":"seconds""#))
        #expect(text.hasSuffix(#","p50":10.25,"p95":30,"histogram":[[0,1],[10.5,2],[30,1]]}"#))
    }

    @Test func `a list brings its values with their bounds`() throws {
        let value = KPIValue(value: 9, num: 9, den: nil, n: 9)
        let text = try encoded("web.top_pages", [], .final, value) { snapshot in
            snapshot.top = [
                TopValue(value: #"/a"b"#, count: 5, low: 5), TopValue(value: nil, count: 3, low: 1),
                TopValue(value: "other", count: 1, low: 1),
            ]
        }
        #expect(
            text.hasSuffix(
                #","top":[{"value":"/a\"b","count":5,"low":5,"high":5},"#
                    + #"{"value":"other","count":3,"low":1,"high":3},"#
                    + #"{"value":"%6Fther","count":1,"low":1,"high":1}]}"#
            )
        )
        let empty = try encoded("web.top_pages", [], .early, value) { $0.top = [] }
        #expect(empty.hasSuffix(#","top":[]}"#))
    }

    @Test func `a sliding window tells its hop`() throws {
        let value = KPIValue(value: 7, num: 7, den: nil, n: 7)
        let text = try encoded("web.current_visitors", [], .final, value)
        #expect(
            text.contains(
                #""window":{"size":"5m","hop":"10s","start":1767261600000,"end":1767261900000}"#
            )
        )
    }

    /// One example's text; `previous` nil: not known, `.some(nil)`: the window before had no value.
    private func encoded(
        _ id: String,
        _ dimensions: [(String, String?)],
        _ kind: Snapshot.Kind,
        _ value: KPIValue,
        previous: Double?? = nil,
        _ change: (inout Snapshot) -> Void = { _ in }
    ) throws -> String {
        let output = try #require(
            plan.outputs.firstIndex { output in
                plan.kpis[output.kpi].id == id
                    && plan.groupingSets[plan.tables[output.table].groupingSet].count
                        == dimensions.count
            }
        )
        var snapshot = Snapshot(
            kpi: plan.outputs[output].kpi,
            output: output,
            dimensions: dimensions.map { (name: $0.0, value: $0.1) },
            start: Self.start,
            end: Self.start + plan.outputs[output].size,
            kind: kind,
            value: value,
            previous: previous ?? nil,
            hasPrevious: previous != nil,
            watermark: 1_767_263_590_000
        )
        change(&snapshot)
        let encoder = SnapshotEncoder(
            plan: plan,
            application: "shop",
            generation: 1,
            keyFingerprint: "00ff"
        )
        var bytes: [UInt8] = []
        encoder.append(snapshot, emitted: 1_767_263_590_112, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
