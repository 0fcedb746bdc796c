// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

@testable import KPIs

struct FoldTextTests {
    private func node(_ text: String) throws -> YAMLNode {
        var reader = try YAMLReader(Array("a: \(text)".utf8), place: .file(name: "f.yaml"))
        guard case .mapping(let entries) = try reader.read().content else {
            preconditionFailure("the text is a mapping")
        }
        return entries[0].value
    }

    @Test(arguments: [
        ("count", FoldText.Kind.count), ("sum duration", .sum("duration")),
        ("distinct person", .distinct("person")), ("mean score", .mean("score")),
        ("min score", .least("score")), ("max score", .greatest("score")),
        ("last score", .last("score")), ("tally score 1..5", .tally("score", 1...5)),
    ])
    func `folds are read`(text: String, kind: FoldText.Kind) throws {
        #expect(try FoldText(node(text)).kind == kind)
    }

    @Test(arguments: [
        "sum", "count all", "tally score", "tally score 5..1", "tally score 0..40",
        "tally score 1001..1002", "tally score -9223372036854775808..9223372036854775807",
    ])
    func `others are refused with their place`(text: String) throws {
        let node = try node(text)
        do throws(TextError) {
            _ = try FoldText(node)
            Issue.record("accepted \(text)")
        } catch {
            #expect(error.description.hasPrefix("f.yaml:1:4: `\(text)` is no fold"))
        }
    }

    @Test func `a count of each thing once is a distinct count`() throws {
        var fold = try FoldText(node("count"))
        try fold.count(per: node("actor"))
        #expect(fold.kind == .distinct("person"))
        var sum = try FoldText(node("sum value"))
        #expect(throws: TextError.self) { try sum.count(per: node("message")) }
    }
}
