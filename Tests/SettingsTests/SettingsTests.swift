// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

@testable import Settings

struct SettingsTests {
    @Test func `the defaults are those of the contract`() {
        let settings = Settings()
        let expected = [
            "start": "latest",
            "output.topic": "kpi-snapshots",
            "output.early_topic": "kpi-snapshots-early",
            "output.every": "1s",
            "output.early": "true",
            "output.max_early": "10000",
            "output.create": "true",
            "state.commit": "5s",
            "state.session": "10s",
            "time.out_of_orderness": "1m",
            "time.lateness": "{10s: 1m, 1m: 2m, 1h: 15m, 1d: 3h}",
            "time.idle": "30s",
            "time.max_age": "3d",
            "time.max_ahead": "10m",
            "time.zone": "UTC",
            "time.stale_after": "5m",
            "windows": "[10s, 1m, 1h, 1d]",
            "sessions.timeout": "30m",
            "sessions.cap": "1d",
            "sessions.app_timeout": "5m",
            "sessions.engaged_after": "10s",
            "messages.attribution": "7d",
            "money.rates": "{}",
            "urls.keep": "[q, category]",
            "urls.own": "[]",
            "traffic.built_in": "true",
            "definitions": "[]",
            "dedup.window": "1d",
            "dedup.email_window": "2d",
            "dedup.entries": "20000000",
            "limits.memory": "4GB",
            "limits.history": "256MB",
            "limits.rows": "4000000",
            "limits.series": "100000",
            "limits.dimension_values": "1000",
            "limits.top_values": "100000",
            "limits.sessions": "4000000",
            "limits.actors": "10000000",
            "limits.messages": "10000000",
            "limits.aliases": "4000000",
            "limits.objects": "1000000",
            "limits.responses": "1000000",
            "limits.threads": "1000000",
            "limits.table_entries": "1000000",
            "http.listen": "\"127.0.0.1:8080\"",
            "http.series": "10000",
            "http.streams": "100",
            "log.level": "info",
            "log.format": "text",
            "threads.ingest": "1",
            "threads.aggregate": "0",
        ]
        let written = Settings.keys.keys.map { ($0.path, $0.yaml(settings)) }
        #expect(Dictionary(uniqueKeysWithValues: written.filter { !$0.1.isEmpty }) == expected)
        #expect(Settings.Input().format == .native)
    }

    @Test func `every key changes what it names and nothing else`() throws {
        let values = [
            "application": "other", "start": "1767225600000", "output.topic": "o",
            "output.early_topic": "e", "output.transitions_topic": "w", "output.every": "100ms",
            "output.early": "false",
            "output.max_early": "7", "output.create": "false", "output.partitions": "3",
            "output.replication": "2", "rejected.topic": "r", "alerts.topic": "al",
            "state.topic": "s",
            "state.commit": "1s", "state.session": "6s",
            "time.out_of_orderness": "0s", "time.lateness": "{1m: 30s, 1h: 10m}",
            "time.idle": "5s", "time.max_age": "1d", "time.max_ahead": "1s",
            "time.stale_after": "1h", "windows": "[5s, 1m]", "sessions.timeout": "10m",
            "sessions.cap": "12h", "sessions.app_timeout": "1m", "sessions.engaged_after": "15s",
            "messages.attribution": "1d", "money.currency": "EUR", "urls.keep": "[]",
            "urls.own": "[a.example]", "traffic.built_in": "false", "bots.agents": "bots.txt",
            "traffic.rules": "[{to: email, medium: [crm]}, {to: search, site: [x.example]}]",
            "dedup.window": "1h",
            "dedup.email_window": "90m", "dedup.entries": "5000", "limits.memory": "512MiB",
            "limits.history": "1500kB", "limits.rows": "1", "limits.series": "2",
            "limits.dimension_values": "3", "limits.top_values": "13", "limits.sessions": "4",
            "limits.actors": "5",
            "limits.messages": "6", "limits.aliases": "7", "limits.objects": "8",
            "limits.responses": "9", "limits.threads": "10", "limits.table_entries": "14",
            "tables": "{a: {topic: t, key: device, fields: [list]}}", "http.listen": "\"[::1]:0\"",
            "http.series": "11", "http.streams": "12",
            "http.tokens": "[{name: a, token_file: t, scope: metrics}]", "log.level": "error",
            "log.format": "json",
            "threads.aggregate": "1",
            "inputs":
                "[{topics: [a, b], format: segment, source: s}, {pattern: \"^w\\\\.\", format: native}]",
            "alerts.rules":
                "[{name: few, kpi: a.b, window: 1m, by: [x], where: {x: y}, above: 9.5, "
                + "below: -3, change: previous, no_data: false, for: 30m, severity: warn, min_sample: 7}, "
                + "{name: in, where: {}, no_data: false, lag: 5, for: 1m, min_sample: 0}, "
                + "{name: bad, where: {}, no_data: false, rejects: 0.5, min_sample: 2}, "
                + "{name: old, where: {}, no_data: false, stale: 15m, min_sample: 0}]",
            "kafka": "{bootstrap.servers: \"h:1\", linger.ms: 5}",
            "definitions": "[a.yaml, b.yaml]",
            "kpis": "[{id: a.b, by: [[x], [x, y]], windows: [1h], expect: [{x: \"\"}], "
                + "target: {value: 0.5, direction: range, warn: [0.4, 0.6]}}]",
        ]
        // Keys with one value only, with a masked one and ones that need others have their own tests.
        let others: Set = [
            "threads.ingest", "time.zone", "identity.key", "identity.key_file", "money.rates",
            "alerts.alertmanager", "alerts.webhook",
            "http.tls.certificate", "http.tls.key", "http.tls.client_ca",
        ]
        #expect(Set(values.keys).union(others) == Set(Settings.keys.keys.map(\.path)))
        let before = try offline("")
        for (path, value) in values {
            let after = try offline("", overrides: ["\(path)=\(value)"])
            for key in Settings.keys.keys {
                let expected = key.path == path ? value.formatless : key.yaml(before).formatless
                #expect(key.yaml(after).formatless == expected, "\(path) and \(key.path)")
            }
        }
    }

    @Test func `the printed settings read as equal settings`() throws {
        let text = """
            application: shop
            kafka: { bootstrap.servers: "h:1", client.id: 'a "b" \\ ${NAME}' }
            inputs: [ { topic: a }, { topics: [ b, c ], format: segment, source: "ü ${NAME}" } ]
            rejected: { topic: r }
            kpis: [ web.visits, { id: email.ctr, by: [ [ campaign ] ], windows: [ 1h ], target: { value: 0.3, note: "a b", none: ~ } } ]
            urls: { keep: [] }
            http:
              tokens: [ { name: ops, token_file: t }, { name: prom, token_file: u, scope: metrics } ]
              tls: { certificate: c.pem, key: k.pem, client_ca: ca.pem }
            """
        var first = try Settings.parse(text, environment: ["NAME": "$${x}\u{1}"])
        var second = try Settings.parse(first.text)
        (first.origins, second.origins) = ([:], [:])
        #expect(first == second)
        #expect(first.kafkaProperty("client.id") == "a \"b\" \\ $${x}\u{1}")
    }

    @Test func `lists may be inline or block, and an id stands for a KPI`() throws {
        let block = "kpis:\n- a\n- id: b\n  windows:\n  - 1m\nurls:\n  keep:\n  - x\n"
        var (first, second) = (
            try offline(block),
            try offline("{kpis: [a, {id: b, windows: [1m]}], urls: {keep: [x]}}")
        )
        #expect(first.kpis.map(\.id) == ["a", "b"])
        (first.origins, second.origins) = ([:], [:])
        #expect(first == second)
    }

    @Test func `a section without keys is an empty one`() throws {
        let settings = try offline("output:\nrejected:\n  # topic: x\nkafka:\n")
        #expect(settings.output == Settings.Output())
        #expect(settings.rejected.topic == nil)
    }

    @Test func `lateness of a size that is not listed is the next smaller one's`() throws {
        let settings = try offline("time: {lateness: {1m: 20s, 1h: 5m}}\n")
        let sizes: [Duration] = [.seconds(10), .seconds(60), .seconds(300), .seconds(86_400)]
        let expected: [Duration] = [.seconds(20), .seconds(20), .seconds(20), .seconds(300)]
        #expect(sizes.map(settings.lateness(for:)) == expected)
        #expect(settings.smallestLateness == .seconds(20))
    }

    @Test func `an error of a later stage points at the key or what is around it`() throws {
        let settings = try Settings.parse(
            "kpis:\n- web.x\nkafka:\n  linger.ms: 5\n",
            name: "f.yaml",
            for: .offline
        )
        func place(_ path: String) -> String {
            settings.error(at: path, "m", hint: "h").description
        }
        #expect(place("kpis.0.id") == "f.yaml:2:3: m; h")
        #expect(place("kafka.linger.ms") == "f.yaml:4:14: m; h")
        #expect(place("kpis.0.by.3") == "f.yaml:2:3: m; h")
        #expect(place("http.listen") == "f.yaml:1:1: m; h")
        #expect(Settings().error(at: "http", "m", hint: "h").description == "m; h")
    }
}

extension String {
    /// The text without spaces and quotes, which YAML writes in several ways.
    fileprivate var formatless: String {
        filter { !" \"".contains($0) }
    }
}
