// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

@testable import Settings

struct SettingsErrorTests {
    @Test(arguments: [
        ("widnows: [10s]", "1:1: unknown key `widnows`; the nearest known key is `windows`"),
        (
            "a: 1\noutput:\n  evry: 1s",
            "3:3: unknown key `output.evry`; the nearest known key is `output.every`"
        ),
        ("listen: x", "1:1: unknown key `listen`; the nearest known key is `http.listen`"),
        (
            "http.listen: x",
            "1:1: unknown key `http.listen`; write `listen` as a key of its own below `http`"
        ),
        (
            "inputs: [{topik: a}]",
            "1:11: unknown key `inputs.0.topik`; the nearest known key is `inputs.0.topic`"
        ),
        (
            "kpis: [a, {id: b, windos: [1h]}]",
            "1:19: unknown key `kpis.1.windos`; the nearest known key is `kpis.1.windows`"
        ),
    ])
    func `an unknown key is named with its place and the nearest known one`(
        text: String,
        message: String
    ) {
        #expect(faults(text).contains("f.yaml:" + message))
    }

    @Test(arguments: [
        (
            "output: {every: soon}",
            "1:17: `output.every` must be a duration, not `soon`; write a whole number and a unit (ms, s, m, h, d), such as 30s"
        ),
        (
            "output: {every: 5}",
            "1:17: `output.every` must be a duration, not `5`; write a whole number and a unit (ms, s, m, h, d), such as 30s"
        ),
        (
            "output: {every: 50ms}",
            "1:17: `output.every` must be at least 100ms, not `50ms`; raise it"
        ),
        (
            "output:\n  early: yes",
            "2:10: `output.early` must be true or false, not `yes`; write true or false"
        ),
        (
            "limits: {rows: many}",
            "1:16: `limits.rows` must be a whole number, not `many`; write digits only, such as 1000"
        ),
        ("limits: {rows: 0}", "1:16: `limits.rows` must be at least 1, not `0`; raise it"),
        (
            "limits: {rows: 3000000000}",
            "1:16: `limits.rows` must be at most 2000000000, not `3000000000`; lower it"
        ),
        (
            "limits: {memory: 4}",
            "1:18: `limits.memory` must be a size, not `4`; write a whole number and a unit (B, kB, MB, GB, KiB, MiB, GiB), such as 256MB"
        ),
        (
            "start: soon",
            "1:8: `start` must be earliest, latest or a time, not `soon`; write earliest, latest, RFC 3339 (2026-01-01T00:00:00Z) or integer ms"
        ),
        (
            "log: {level: loud}",
            "1:14: `log.level` must be one of trace, debug, info, notice, warning, error, not `loud`; choose one of them"
        ),
        (
            "http: {listen: 8080}",
            "1:16: `http.listen` must be a host and a port, not `8080`; write HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080"
        ),
        (
            "urls: {keep: q}",
            "1:14: `urls.keep` must be a list (a text each), not `q`; write [ … ], even for one entry"
        ),
        (
            "urls: {keep: [q, [r]]}",
            "1:18: `urls.keep` must be a text, not a list; write a text, in quotes where it holds special characters"
        ),
        (
            "application:",
            "1:13: `application` must be a text, not an empty value; write a text, in quotes where it holds special characters"
        ),
        ("output: 5", "1:9: `output` must be a mapping, not `5`; write keys and values"),
        ("inputs: a", "1:9: `inputs` must be a list, not `a`; write `- ` entries"),
        ("inputs: []", "1:9: `inputs` is an empty list; add an entry or remove the key"),
        ("inputs: [a]", "1:10: `inputs.0` must be a mapping, not `a`; write keys and values"),
        ("kpis: []", "1:7: `kpis` is an empty list; add an entry or remove the key"),
        ("kafka: 5", "1:8: `kafka` must be a mapping, not `5`; write properties and values"),
        (
            "kafka: {bootstrap: {servers: x}}",
            "1:20: `kafka.bootstrap` must be a text or a number, not a mapping; write the property by its whole name, such as `bootstrap.servers: HOST:9092`"
        ),
        (
            "time: {lateness: {10s: 1}}",
            "1:24: `time.lateness` must be a duration, not `1`; write a whole number and a unit (ms, s, m, h, d), such as 30s"
        ),
        (
            "time: {lateness: {1m: 1s, 60s: 2s}}",
            "1:27: `time.lateness` must be a mapping without a size twice, not `60s`; keep one of them"
        ),
        ("- a", "1:1: a settings file must be a mapping, not a list; write keys and values"),
    ])
    func `a value of another type or out of range is named with its place`(
        text: String,
        message: String
    ) {
        #expect(faults(text) == ["f.yaml:" + message])
    }

    @Test func `a key given twice is named with both places`() {
        #expect(
            faults("start: latest\noutput:\n  early: true\n  early: false\nstart: earliest\n") == [
                "f.yaml:4:3: duplicate key `early`, already set at f.yaml:3:3; keep one of them",
                "f.yaml:5:1: duplicate key `start`, already set at f.yaml:1:1; keep one of them",
            ]
        )
    }

    @Test func `all errors are collected in the order of the file`() {
        let text = "start: x\nfoo: 1\nstart: y\nlog: {level: z}\nhttp: {tls: 1}\n"
        let places = faults(text, overrides: ["bar=1"]).map { $0.prefix(11) }
        #expect(
            places == [
                "f.yaml:1:8:", "f.yaml:2:1:", "f.yaml:3:1:", "f.yaml:4:14", "f.yaml:5:13",
                "--set bar: ",
            ]
        )
    }

    @Test func `reading ends after a hundred errors`() {
        let keys = (0..<500).map { "k\($0): 1\n" }
        #expect(faults(keys.joined()).count == SettingsDecoder.maximumErrors)
    }

    @Test func `an error stays one line whatever the value holds`() {
        let long = String(repeating: "x", count: 1000)
        let errors = faults("start: \"a\\nb\\e[31m\"\nlog: {level: \(long)}\n\"k\\n\": 1")
        #expect(errors.count == 3)
        #expect(errors.allSatisfy { !$0.contains { $0.isNewline || $0 == "\u{1B}" } })
        #expect(errors[0].contains("`a\\u{000A}b\\u{001B}[31m`") || errors[0].contains("a\\nb"))
        #expect(errors[1].count < 250)
    }

    @Test func `a file that cannot be read is one clear line`() throws {
        #expect(throws: SettingsErrors.self) { try Settings.load(file: "/nonexistent/x.yaml") }
        do throws(SettingsErrors) {
            _ = try Settings.load(file: "/nonexistent/x.yaml")
        } catch {
            #expect(
                error.description == "cannot read `/nonexistent/x.yaml`: No such file or directory;"
                    + " name a readable file with --config"
            )
        }
        let directory = try? Settings.load(file: "/", for: .offline)
        #expect(directory == nil)
    }

    @Test func `a file is read and its errors carry its path`() throws {
        try withFile(minimal) { path in
            let settings = try Settings.load(file: path)
            #expect(settings.application == "shop")
        }
        try withFile("strat: latest") { path in
            do throws(SettingsErrors) {
                _ = try Settings.load(file: path)
                Issue.record("accepted")
            } catch {
                #expect(error.first.location == .file(name: path, line: 1, column: 1))
            }
        }
    }
}
