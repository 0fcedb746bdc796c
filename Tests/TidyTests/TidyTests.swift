// SPDX-License-Identifier: Apache-2.0

import Testing

/// The rules of the project, applied to every file of it.
struct TidyTests {
    private let repository: Repository

    init() throws {
        repository = try Repository.current.get()
    }

    /// Fails with one offense a line.
    private func expectNone(
        _ offenses: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard !offenses.isEmpty else { return }
        Issue.record("\n\(offenses.joined(separator: "\n"))", sourceLocation: sourceLocation)
    }

    @Test func `the repository was found and read`() {
        #expect(repository.paths.contains("Package.swift"))
        #expect(repository.swiftFiles.contains { $0.path == "Tests/TidyTests/TidyTests.swift" })
    }

    @Test func `no file is too long`() {
        let rule = LengthRule(exceptions: Allowances.longFiles)
        expectNone(
            rule.offenses(in: repository.swiftFiles) {
                $0.isSource ? Allowances.sourceLines : Allowances.testLines
            }
        )
    }

    @Test func `no function is too long`() {
        let rule = LengthRule(exceptions: Allowances.longFunctions)
        let limit = Allowances.functionLines
        expectNone(rule.offenses(in: repository.swiftFiles, functionLines: limit))
    }

    @Test func `every source begins with its license`() {
        expectNone(HeaderRule().offenses(in: repository.files))
    }

    @Test func `targets import only what the design allows`() {
        expectNone(ImportRule(allowed: Allowances.imports).offenses(in: repository.swiftFiles))
    }

    @Test func `unsafe code stays where it is and does not grow`() {
        let rule = UnsafeRule(allowed: Allowances.unsafeExpressions)
        expectNone(rule.offenses(in: repository.swiftFiles))
    }

    @Test func `names say something and libraries do not print`() {
        let rule = NameRule(
            emptyNames: Allowances.emptyNames,
            foreignNames: Allowances.foreignNames,
            printing: Allowances.printing
        )
        expectNone(rule.offenses(in: repository.swiftFiles))
    }

    @Test func `nothing is left over and nothing names one machine`() throws {
        for (pattern, sentence) in Allowances.forbiddenText {
            let rule = try TextRule(pattern: pattern, sentence: sentence)
            expectNone(rule.offenses(in: repository.files))
        }
    }

    @Test func `every longer source has its tests`() {
        let rule = MirrorRule(
            lines: Allowances.untestedLines,
            unmirroredTargets: Allowances.unmirroredTargets,
            exceptions: Allowances.untested
        )
        expectNone(rule.offenses(in: repository.swiftFiles))
    }

    @Test func `the top of the repository stays short`() {
        expectNone(LayoutRule(topLevel: Allowances.topLevel).offenses(in: repository.paths))
    }

    @Test func `claims of safe sharing give their reason`() {
        expectNone(SharingRule().offenses(in: repository.swiftFiles))
    }

    @Test func `the shell can read every script`() throws {
        expectNone(try ScriptRule(root: repository.root).offenses(in: repository.files))
    }
}
