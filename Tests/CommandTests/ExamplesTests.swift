// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Settings
import Testing
import YAMLText

@testable import streamgauge

/// The catalogue's worked examples under `streamgauge test`.
struct ExamplesTests {
    static let files = [
        "app", "business", "email", "email_flow", "experience", "formulas", "journey", "retention",
        "social", "surveys", "tables", "targets", "top", "web", "web_growth", "windows",
    ]

    /// One of the files, read.
    static func file(_ name: String) throws -> TestFileReader {
        let url = try #require(
            Bundle.module.url(
                forResource: name,
                withExtension: "yaml",
                subdirectory: "Examples"
            )
        )
        let bytes = [UInt8](try Data(contentsOf: url))
        return try TestFileReader(bytes, file: url.path)
    }

    private func run(_ text: String) throws -> [String] {
        try TestFileReader(Array(text.utf8), file: "t.yaml").tests
            .flatMap { try DefinitionTestRun($0, definitions: []).differences }
    }

    @Test(arguments: files)
    func `every example comes to what was computed by hand`(name: String) throws {
        let file = try Self.file(name)
        for test in file.tests {
            let differences = try DefinitionTestRun(test, definitions: file.definitions).differences
            #expect(differences.isEmpty, "\(test.name): \(differences.joined(separator: "\n"))")
        }
    }

    @Test func `every KPI of the catalogue has an example`() throws {
        let shown = try Set(
            Self.files.flatMap { try Self.file($0).tests }.flatMap(\.expectations).map(\.kpi)
        )
        #expect(Catalogue.kpis().map(\.id).filter { !shown.contains($0) } == [])
    }

    @Test func `what is not as expected is told with its place`() throws {
        let text = """
            tests:
              - events: [ { type: order, at: 5s, value: 3 } ]
                expect:
                  - { kpi: mkt.revenue, window: 1m, value: 4 }
                  - { kpi: mkt.roas, window: 1m, value: 1 }
                  - { kpi: mkt.revenue, window: 1m, at: 5m, value: 0 }
            """
        #expect(
            try run(text) == [
                "t.yaml:4:9: mkt.revenue 1m at 0ms: value is 3, expected 4 (num 3, den none)",
                "t.yaml:5:9: mkt.roas 1m at 0ms: value is none, expected 1 (num 3, den 0)",
                "t.yaml:6:9: mkt.revenue 1m at 5m: no value was emitted for this window",
            ]
        )
    }

    @Test func `another status is told with its place, and so is a faulty target`() throws {
        let text = """
            tests:
              - events: [ { type: order, at: 5s, value: 3 } ]
                expect:
                  - { kpi: mkt.revenue, window: 1m, status: warn, target: { value: 1 } }
            """
        #expect(
            try run(text) == [
                "t.yaml:4:9: mkt.revenue 1m at 0ms: status is ok, expected warn"
            ]
        )
        let error = #expect(throws: ProgramError.self) {
            _ = try run(text.replacing("value: 1 ", with: "value: 1, hold: no "))
        }
        #expect(error.map { "\($0)" }?.contains("t.yaml:4:81: `hold` must be") == true)
    }

    @Test func `an event that cannot be read is a difference`() throws {
        let text = """
            tests:
              - events: [ { type: order, at: 5s, value: many } ]
                expect: [ { kpi: mkt.revenue, window: 1m, value: none } ]
            """
        #expect(
            try run(text).first
                == "event 1 is rejected: The field 'value' has a value of the wrong kind."
        )
    }

    @Test func `a whole number is meant as it stands, others to a ten-thousandth`() throws {
        func differences(_ value: String) throws -> Int {
            let text = """
                tests:
                  - events: [ { type: order, at: 5s, value: 120010.01 } ]
                    expect: [ { kpi: mkt.revenue, window: 1m, value: \(value) } ]
                """
            return try run(text).count
        }
        #expect(
            try ["120010", "120010.5", "120010.0101", "120010.01"].map(differences) == [1, 1, 0, 0]
        )
    }

    @Test func `what did not come in is 0 where the events end, and yes means yes`() throws {
        let text = """
            tests:
              - events: [ { type: page_view, at: 5s, anonymous: a, human: yes } ]
                expect:
                  - { kpi: mkt.revenue, window: 1m, value: 0, n: 0 }
                  - { kpi: web.pageviews, window: 1m, value: 1 }
            """
        #expect(try run(text) == [])
    }

    @Test func `a window that begins at no such time is told, also within a run of empty ones`()
        throws
    {
        let text = """
            tests:
              - events: [ { type: order, at: 5s, value: 3 }, { type: order, at: 10h, value: 3 } ]
                expect: [ { kpi: mkt.revenue, window: 1h, at: 3h 7m, value: 0 } ]
            """
        #expect(
            try run(text) == [
                "t.yaml:3:15: mkt.revenue 1h at 187m: no window begins then, the next one at 4h"
            ]
        )
    }

    @Test(arguments: [
        ("a: 1", "t.yaml:1:1: a file of tests has no key `a`; its keys are definitions, tests"),
        (
            "definitions: [a]",
            "t.yaml:1:1: the file has no `tests`; add them, each with `events` and `expect`"
        ),
        (
            "tests: [{ name: x, expect: [] }]",
            "t.yaml:1:9: the test `x` has no events or expects nothing; give it both, or it could not fail"
        ),
        (
            "tests: [{ expect: [{ kpi: a, window: 1h, status: fine }] }]",
            "t.yaml:1:50: `fine` is no status of a target; write one of ok, warn, breach, no_data, low_sample, no_baseline, none"
        ),
        (
            "tests: [{ expect: [{ kpi: a, window: long, n: 1 }] }]",
            "t.yaml:1:38: `long` is no duration; write whole numbers and units (ms, s, m, h, d), such as `1d 30s`"
        ),
        (
            "tests: [{ expect: [{ kpi: a, window: 1h, by: [country], n: 1 }] }]",
            "t.yaml:1:46: `by` must be a mapping, not a list; name the value of each dimension, such as { country: IT }"
        ),
        (
            "tests: [{ expect: [{ kpi: a, window: 1h }] }]",
            "t.yaml:1:20: an expected value says nothing that could differ; add one of value, num, den, n, lo, hi, open, status, top"
        ),
        (
            "tests: [{ expect: [{ kpi: a, window: 1h, value: inf }] }]",
            "t.yaml:1:49: `value` must be a number or `none`, not `inf`; write `none` where there is no value"
        ),
        (
            "tests: [{ expect: [{ kpi: a, window: 1h, at: 2026-02-30T00:00:00Z, n: 1 }] }]",
            "t.yaml:1:46: `2026-02-30T00:00:00Z` is no duration; write whole numbers and units (ms, s, m, h, d), such as `1d 30s`"
        ),
    ])
    func `a file of tests without sense is told with its place`(text: String, message: String) {
        do throws(TextError) {
            _ = try TestFileReader(Array(text.utf8), file: "t.yaml")
            Issue.record("accepted")
        } catch {
            #expect(error.description == message)
        }
    }
}
