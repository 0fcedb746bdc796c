// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct SettingsValidationTests {
    @Test func `a daemon needs an application, brokers and inputs`() {
        #expect(
            faults("", for: .daemon) == [
                "f.yaml:1:1: `application` is missing; add `application: NAME`",
                "f.yaml:1:1: `kafka.bootstrap.servers` is missing;"
                    + " add `kafka: { bootstrap.servers: \"HOST:9092\" }`",
                "f.yaml:1:1: `inputs` is missing; add `inputs: [ { topic: NAME } ]`",
            ]
        )
        #expect(faults(minimal, for: .daemon).isEmpty)
    }

    @Test func `work without a broker needs nothing`() throws {
        #expect(try offline("").application == "offline")
        #expect(try offline("application: x").application == "x")
    }

    @Test(arguments: [
        ("windows: []", "1:10: `windows` lists 0 sizes; list 1 to 6 sizes"),
        (
            "windows: [1s, 2s, 4s, 8s, 16s, 32s, 64s]",
            "1:10: `windows` lists 7 sizes; list 1 to 6 sizes"
        ),
        (
            "windows: [500ms, 1s]",
            "1:10: `windows` must be 1s to 31d each, not 500ms; remove that size"
        ),
        ("windows: [32d]", "1:10: `windows` must be 1s to 31d each, not 32d; remove that size"),
        (
            "windows: [1m, 90s]",
            "1:10: `windows`: 1m is no divisor of 90s, which follows it; list ascending sizes that divide each other, such as [10s, 1m, 1h, 1d]"
        ),
        (
            "windows: [1h, 1m]",
            "1:10: `windows`: 1h is no divisor of 1m, which follows it; list ascending sizes that divide each other, such as [10s, 1m, 1h, 1d]"
        ),
        (
            "windows: [1h, 1h]",
            "1:10: `windows`: 1h is no divisor of 1h, which follows it; list ascending sizes that divide each other, such as [10s, 1m, 1h, 1d]"
        ),
        (
            "time: {lateness: {1ms: 1s, 10s: 10s}}",
            "1:18: `time.lateness`: 1ms: 1s is out of range; use sizes of 1s to 31d and at most 31d of lateness"
        ),
        (
            "sessions: {cap: 20m}",
            "1:17: `sessions.cap` (20m) is below a session's timeout; raise it or lower `sessions.timeout` and `sessions.app_timeout`"
        ),
        (
            "application: \"a b\"",
            "1:14: `application` must be a legal Kafka name, not `a b`; use at most 200 letters, digits, `.`, `_` and `-`"
        ),
        (
            "application: ..",
            "1:14: `application` must be a legal Kafka name, not `..`; use at most 200 letters, digits, `.`, `_` and `-`"
        ),
    ])
    func `values that do not fit are refused at the key`(text: String, message: String) {
        #expect(faults(text) == ["f.yaml:" + message])
    }

    @Test(arguments: [
        ("kpis: [{by: [[a]]}]", "1:8: `kpis.0` has no `id`; add `id: NAME`"),
        ("kpis: [a, b, {id: a}]", "1:19: the KPI `a` is listed twice; keep one"),
        (
            "kpis: [{id: a, by: [[a, b, c, d, e, f, g]]}]",
            "1:20: the grouping set [a, b, c, d, e, f, g] has more than 6 dimensions or one of them twice; remove dimensions"
        ),
        (
            "kpis: [{id: a, by: [[a, a]]}]",
            "1:20: the grouping set [a, a] has more than 6 dimensions or one of them twice; remove dimensions"
        ),
        (
            "kpis: [{id: a, by: [[x, y]], expect: [{x: 1}, {y: 2, x: 1}]}]",
            "1:38: `kpis.0.expect`: {x: 1} has the dimensions of no grouping set; add [x] to `by`"
        ),
        (
            "kpis: [{id: a, windows: [5m]}]",
            "1:25: `kpis.0.windows`: 5m is not one of `windows`; add it there or choose from [10s, 1m, 1h, 1d]"
        ),
    ])
    func `a KPI that cannot be is refused`(text: String, message: String) {
        #expect(faults(text) == ["f.yaml:" + message])
    }

    @Test(arguments: [
        (
            "inputs: [{format: native}]",
            "1:10: `inputs.0` must have one of `topic`, `topics` and `pattern`; add `topic: NAME`"
        ),
        (
            "inputs: [{topics: []}]",
            "1:10: `inputs.0` must have one of `topic`, `topics` and `pattern`; add `topic: NAME`"
        ),
        (
            "inputs: [{topic: a, pattern: b}]",
            "1:10: `inputs.0` must have one of `topic`, `topics` and `pattern`; keep one of them"
        ),
        (
            "inputs: [{topic: a, topics: [b]}]",
            "1:10: `inputs.0` must have one of `topic`, `topics` and `pattern`; keep one of them"
        ),
        (
            "inputs: [{topic: a}, {topics: [b, a]}]",
            "1:22: the topic `a` is an input twice; keep one"
        ),
        (
            "inputs: [{topic: a/b}]",
            "1:10: `a/b` is no legal topic name; use at most 249 letters, digits, `.`, `_` and `-`"
        ),
        (
            "inputs: [{pattern: \"a[\"}]",
            "1:20: `inputs.0.pattern` is no regular expression: `a[`; check its brackets and backslashes"
        ),
        (
            "inputs: [{topic: a, format: segment, data: native}]",
            "1:44: `inputs.0.data` is for `format: cloudevents`, not for `segment`; write `format: cloudevents`, or leave `data` out"
        ),
        (
            "inputs: [{topic: a, format: cloudevents, data: snowplow}]",
            "1:48: `inputs.0.data` cannot be `snowplow`, which is not one JSON object an event; name the format of what is in `data`, or leave it out"
        ),
        (
            "output: {topic: \"\\u00e9\"}",
            "1:17: `é` is no legal topic name; use at most 249 letters, digits, `.`, `_` and `-`"
        ),
        (
            "output: {topic: a, early_topic: a}",
            "1:33: `output.early_topic` and `output.topic` are the same topic `a`; name two topics"
        ),
        (
            "output: {transitions_topic: kpi-snapshots}",
            "1:29: `output.transitions_topic` and `output.topic` are the same topic `kpi-snapshots`; name two topics"
        ),
        (
            "rejected: {topic: kpi-snapshots}",
            "1:19: `rejected.topic` and `output.topic` are the same topic `kpi-snapshots`; name two topics"
        ),
        (
            "{inputs: [{topic: x}], rejected: {topic: x}}",
            "1:42: `rejected.topic` `x` is also read by `inputs.0`; write to another topic"
        ),
        (
            "{inputs: [{pattern: ^kpi}], output: {early: false, topic: kpi-a, early_topic: b}}",
            "1:59: `output.topic` `kpi-a` is also read by `inputs.0`; write to another topic"
        ),
    ])
    func `topics that cannot be or that feed themselves are refused`(
        text: String,
        message: String
    ) {
        #expect(faults(text) == ["f.yaml:" + message])
    }

    @Test func `a topic name may have 249 characters and an application 200`() {
        let name = String(repeating: "n", count: 250)
        #expect(name.isTopicName == false)
        #expect(String(name.dropLast()).isTopicName)
        #expect(faults("application: \(name.dropLast(50))").isEmpty)
        #expect(faults("application: \(name.dropLast(49))").count == 1)
    }

    @Test func `settings built in code are checked without a place`() throws {
        var settings = Settings()
        settings.windows = []
        do {
            try settings.validate(for: .offline)
            Issue.record("accepted")
        } catch {
            #expect(error.description == "`windows` lists 0 sizes; list 1 to 6 sizes")
        }
        try Settings().validate(for: .offline)
    }
}
