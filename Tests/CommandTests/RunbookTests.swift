// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import streamgauge

/// The page for bad nights, against what there is.
struct RunbookTests {
    private static let package = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in
        path.deletingLastPathComponent()
    }

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: package.appending(path: path), encoding: .utf8)
    }

    /// The parts below the headings of the third level, by heading.
    private static func parts() throws -> [(heading: String, body: String)] {
        let page = try text("Sources/streamgauge/streamgauge.docc/Runbook.md")
        return page.split(separator: "\n### ").dropFirst().map { part in
            let lines = part.split(separator: "\n", maxSplits: 1)
            return (String(lines[0]), String(lines[1]))
        }
    }

    @Test func `it has a part for each rule, which names it, and for no other`() throws {
        let rules = try Self.text("deploy/prometheus/streamgauge.rules.yaml")
        let names = rules.matches(of: /- alert: (\w+)/).map { String($0.output.1) }
        #expect(names.count > 10 && Set(names).count == names.count)
        let headings = try Self.parts().map(\.heading)
        #expect(headings.filter { $0.hasPrefix("Streamgauge") } == names)
        let annotations = rules.matches(of: /runbook: "(.*)"/).map { String($0.output.1) }
        #expect(annotations == names.map { "Runbook.md#\($0.lowercased())" })
    }

    @Test func `it has a part for each exit code`() throws {
        let headings = try Self.parts().map(\.heading).filter { $0.hasPrefix("Exit code") }
        #expect(headings == ExitCode.allCases.map { "Exit code \($0.rawValue)" })
    }

    @Test func `each part tells the symptom, what to look at and what to do`() throws {
        for part in try Self.parts() {
            let steps = part.body.matches(of: /- \*\*([A-Za-z ]+)\*\*:\s/).map {
                String($0.output.1)
            }
            #expect(steps == ["Symptom", "Look at", "Do"], "\(part.heading)")
        }
    }

    @Test func `every metric it names is told of on the page of metrics`() throws {
        let known = try Self.text("Sources/streamgauge/streamgauge.docc/Metrics.md")
        let page = try Self.text("Sources/streamgauge/streamgauge.docc/Runbook.md")
        let names = Set(page.matches(of: /\b(streamgauge|process)_[a-z_]+/).map { $0.output.0 })
        #expect(names.count > 8)
        for name in names { #expect(known.contains(name), "\(name)") }
    }

    @Test func `every command it shows is one of the program`() throws {
        let page = try Self.text("Sources/streamgauge/streamgauge.docc/Runbook.md")
        let known = Set(Command.all.map(\.name))
        let called = page.matches(of: /[`\n]streamgauge ([a-z]+)\s/).map { String($0.output.1) }
        #expect(called.count > 5)
        for name in called { #expect(known.contains(name), "\(name)") }
    }
}
