// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Testing

/// The page of where visits come from lists the built-in rules as they are.
struct TrafficPageTests {
    private static let begin = "## The built-in rules"
    private static let file = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in
        path.deletingLastPathComponent()
    }.appending(path: "Sources/streamgauge/streamgauge.docc/Traffic.md")

    private var rules: String {
        var text = "\(Self.begin)\n\nThe first that holds decides.\n\n"
        text += "| to | if |\n| --- | --- |\n"
        for rule in TrafficRule.builtIn {
            let conditions = [
                ("medium", rule.media), ("source", rule.origins), ("referrer", rule.referrers),
                ("site", rule.sites), ("click", rule.click.map { ["\($0)"] } ?? []),
            ].filter { !$0.1.isEmpty }.map { name, words in
                "`\(name)` is \(words.map { "`\($0)`" }.joined(separator: " "))"
            }
            text += "| `\(rule.source.name)` | \(conditions.joined(separator: ", and ")) |\n"
        }
        return text + "| `other` | anything is told |\n| `direct` | nothing is told |\n"
    }

    @Test func `the built-in rules are those of the program`() throws {
        let text = String(decoding: try Data(contentsOf: Self.file), as: UTF8.self)
        let head = text.range(of: Self.begin).map { String(text[..<$0.lowerBound]) } ?? text
        let made = head + rules
        if ProcessInfo.processInfo.environment["WRITE_REFERENCE"] != nil {
            return try Data(made.utf8).write(to: Self.file)
        }
        let isCurrent = text == made
        #expect(isCurrent, "renew it: WRITE_REFERENCE=1 swift test --filter TrafficPageTests")
    }
}
