// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Testing

@testable import streamgauge

struct CatalogueReferenceTests {
    /// The package's folder, three levels above this file.
    private static let package = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in
        path.deletingLastPathComponent()
    }

    /// The first expectation of each KPI, as far as possible one with a value.
    private func examples() throws -> [String: CatalogueReference.Example] {
        var examples: [String: CatalogueReference.Example] = [:]
        var hasValue: Set<String> = []
        for name in ExamplesTests.files {
            for test in try ExamplesTests.file(name).tests {
                for expected in test.expectations where !hasValue.contains(expected.kpi) {
                    let numbers = expected.numbers.compactMap { name, value in
                        value.map { "\(name) \(number($0))" }
                    }
                    let list = expected.top?.map { "\($0.value) \($0.count)" } ?? []
                    examples[expected.kpi] = CatalogueReference.Example(
                        title: test.name,
                        window: expected.shape.text,
                        numbers: (numbers + list).joined(separator: ", "),
                        file: "\(name).yaml"
                    )
                    let value = expected.numbers.first { $0.name == "value" }?.value ?? nil
                    if value != nil || !list.isEmpty { hasValue.insert(expected.kpi) }
                }
            }
        }
        return examples
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }

    @Test func `the reference page is what catalogue and examples make`() throws {
        var compiler = PlanCompiler()
        compiler.windows += [.week, .month]
        compiler.selections = Catalogue.kpis().map { KPISelection($0.id) }
        let examples = try examples()
        let made = CatalogueReference.markdown(try compiler.compile(), examples: examples)
        let page = Self.package.appending(
            path: "Sources/streamgauge/streamgauge.docc/KPIs.md"
        )
        if ProcessInfo.processInfo.environment["WRITE_REFERENCE"] != nil {
            try Data(made.utf8).write(to: page)
        }
        let isCurrent = try Data(contentsOf: page) == Data(made.utf8)
        #expect(
            isCurrent,
            "renew it: WRITE_REFERENCE=1 swift test --filter CatalogueReferenceTests"
        )
        for kpi in Catalogue.kpis() { #expect(made.contains("\n### \(kpi.id)\n"), "\(kpi.id)") }
        #expect(made.components(separatedBy: "\n- example: ").count == Catalogue.kpis().count + 1)
    }
}
