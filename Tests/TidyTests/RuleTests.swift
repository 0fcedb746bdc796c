// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Each rule on a sample that breaks it and one that does not, so that none passes always.
struct RuleTests {
    private func swift(_ path: String, _ text: String) -> SwiftFile {
        SwiftFile(TextFile(path: path, text: text))
    }

    @Test func `a file beyond the limit needs an exception`() {
        let files = [swift("Sources/A/B.swift", "1\n2\n3\n")]
        let none = LengthRule(exceptions: [:])
        #expect(none.offenses(in: files) { _ in 3 }.isEmpty)
        #expect(none.offenses(in: files) { _ in 2 }.count == 1)
        let one = LengthRule(exceptions: ["Sources/A/B.swift": 3])
        #expect(one.offenses(in: files) { _ in 2 }.isEmpty)
        #expect(one.offenses(in: files) { _ in 3 }.count == 1, "the exception is stale")
    }

    @Test func `a function beyond the limit is found`() {
        let files = [swift("Sources/A/B.swift", "func f() {\n}\nfunc g() {\n\n}\n")]
        let rule = LengthRule(exceptions: [:])
        #expect(rule.offenses(in: files, functionLines: 3).isEmpty)
        let offenses = rule.offenses(in: files, functionLines: 2)
        #expect(offenses == ["Sources/A/B.swift:3: from here 3 lines, the limit is 2"])
    }

    @Test(arguments: [
        ("import C", []), ("public import B", []), ("// import D", []),
        ("import struct D.X", ["D"]), ("@testable import D", ["D"]),
    ])
    func `an import outside the table is found`(line: String, modules: [String]) {
        let rule = ImportRule(allowed: ["A": ["B", "C"]])
        let offenses = rule.offenses(in: [swift("Sources/A/X.swift", line)])
        #expect(offenses == modules.map { "Sources/A/X.swift:1: A may not import \($0)" })
    }

    @Test func `a target outside the table is found, tests are free`() {
        let rule = ImportRule(allowed: [:])
        #expect(rule.offenses(in: [swift("Sources/A/X.swift", "")]).count == 1)
        #expect(rule.offenses(in: [swift("Tests/ATests/X.swift", "import D")]).isEmpty)
    }

    @Test func `unsafe expressions beyond the count are found`() {
        let text = """
            unsafe f(unsafe x)  // unsafe
            nonisolated(unsafe) var a = "unsafe"
            """
        let files = [swift("Sources/A/X.swift", text), swift("Sources/A/Y.swift", "f()")]
        #expect(files[0].unsafeCount == 2)
        let rule = { UnsafeRule(allowed: $0).offenses(in: files) }
        #expect(rule(["Sources/A/X.swift": 2]).isEmpty)
        #expect(rule(["Sources/A/X.swift": 1]).count == 1)
        #expect(rule([:]).count == 1)
        #expect(rule(["Sources/A/X.swift": 2, "Sources/A/Y.swift": 1]).count == 1, "stale")
    }

    @Test(arguments: [
        ("class BatchManager {}", 1), ("let helper = 1", 1), ("func utilization()", 0),
        ("FileManager.default", 0), ("// a manager", 0), ("print(x)", 1), ("x.print(y)", 0),
        ("var print = 1", 0),
    ])
    func `empty names and printing are found`(code: String, count: Int) {
        let rule = NameRule(
            emptyNames: Allowances.emptyNames,
            foreignNames: Allowances.foreignNames,
            printing: Allowances.printing
        )
        #expect(rule.offenses(in: [swift("Sources/A/X.swift", code)]).count == count)
    }

    @Test func `the executable and tests may print`() {
        let rule = NameRule(emptyNames: [], foreignNames: [], printing: ["print"])
        let files = ["Sources/streamgauge/X.swift", "Tests/ATests/X.swift"].map {
            swift($0, "print(1)")
        }
        #expect(rule.offenses(in: files).isEmpty)
    }

    @Test(arguments: [
        ("// TO" + "DO: later", 1), ("/ho" + "me/me/x", 1), ("open(\"/wo" + "rk/x\")", 1),
        ("a sub" + "agent", 1), ("mktemp /tmp/x.XX" + "XXXX", 0), ("~/ho" + "me/x", 0),
        ("the todos", 0), ("GET /api/v1/work", 0),
    ])
    func `forbidden text is found`(line: String, count: Int) throws {
        let file = TextFile(path: "a.md", text: line)
        let offenses = try Allowances.forbiddenText.flatMap {
            try TextRule(pattern: $0.pattern, sentence: $0.sentence).offenses(in: [file])
        }
        #expect(offenses.count == count)
    }

    @Test(arguments: [
        ("a.swift", "// SPDX-License-Identifier: Apache-2.0\n", 0), ("a.swift", "import A\n", 1),
        ("a.h", "\n// SPDX-License-Identifier: Apache-2.0\n", 1), ("a.md", "# A\n", 0),
        ("run", "#!/usr/bin/env bash\n# SPDX-License-Identifier: Apache-2.0\n", 0),
        ("run", "#!/usr/bin/env bash\n", 1), ("lib/a.sh", "a\n", 1), ("a.swift", "", 1),
    ])
    func `a missing license is found`(path: String, text: String, count: Int) {
        #expect(HeaderRule().offenses(in: [TextFile(path: path, text: text)]).count == count)
    }

    @Test func `a longer source without its tests is found`() {
        let source = swift("Sources/A/Sub/X.swift", "1\n2\n")
        let rule = { (lines: Int, exceptions: Set<String>, files: [SwiftFile]) in
            MirrorRule(lines: lines, unmirroredTargets: ["B"], exceptions: exceptions)
                .offenses(in: files)
        }
        #expect(rule(1, [], [source]).count == 1)
        #expect(rule(2, [], [source]).isEmpty)
        #expect(rule(1, [], [source, swift("Tests/ATests/More/XTests.swift", "")]).isEmpty)
        #expect(rule(1, [], [source, swift("Tests/BTests/XTests.swift", "")]).count == 1)
        #expect(rule(1, ["Sources/A/Sub/X.swift"], [source]).isEmpty)
        #expect(rule(2, ["Sources/A/Sub/X.swift"], [source]).count == 1, "stale")
        #expect(rule(1, [], [swift("Sources/B/X.swift", "1\n2\n")]).isEmpty)
    }

    @Test func `the tests of a type cover its extensions`() {
        let source = swift("Sources/A/X+Y.swift", "1\n2\n")
        let rule = MirrorRule(lines: 1, unmirroredTargets: [], exceptions: [])
        #expect(rule.offenses(in: [source]).count == 1)
        for name in ["XTests", "X+YTests"] {
            #expect(rule.offenses(in: [source, swift("Tests/ATests/\(name).swift", "")]).isEmpty)
        }
    }

    @Test func `an unexpected entry at the top is found`() {
        let rule = LayoutRule(topLevel: ["Sources", "README.md"])
        #expect(rule.offenses(in: ["Sources/A/X.swift", "README.md", ".ci/run"]).isEmpty)
        #expect(rule.offenses(in: ["scripts/a", "scripts/b", "notes.md"]).count == 2)
    }

    @Test(arguments: [
        ("final class C: @unchecked Sendable {}", 1),
        ("// One thread writes.\nfinal class C: @unchecked Sendable {}", 0),
        ("/// A doc.\n@safe\npublic final class C:\n    @unchecked Sendable {}", 0),
        ("nonisolated(unsafe) var a = 1", 1),
        ("// Set before the threads start.\nnonisolated(unsafe) var a = 1", 0),
        ("let b = 1  // other\nnonisolated(unsafe) var a = 1", 1),
    ])
    func `a claim of safe sharing without a reason is found`(text: String, count: Int) {
        #expect(SharingRule().offenses(in: [swift("Sources/A/X.swift", text)]).count == count)
    }

    @Test func `a script that the shell cannot read is found`() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        for (name, text) in [("good.sh", "if true; then :; fi\n"), ("bad.sh", "if true; then\n")] {
            try text.write(to: root.appending(path: name), atomically: true, encoding: .utf8)
            let file = TextFile(path: name, text: text)
            let offenses = try ScriptRule(root: root).offenses(in: [file])
            #expect(offenses.isEmpty == (name == "good.sh"))
        }
    }
}
