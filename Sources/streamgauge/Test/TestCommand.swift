// SPDX-License-Identifier: Apache-2.0

import Settings

/// `streamgauge test`.
enum TestCommand {
    /// Runs every test of every file and tells what failed.
    static func run(_ arguments: Arguments) throws(ProgramError) {
        guard !arguments.operands.isEmpty else {
            throw .usage("test has no file; name files of tests")
        }
        var (passed, failed) = (0, 0)
        for path in arguments.operands {
            let file = try read(path)
            for test in file.tests {
                let differences = try DefinitionTestRun(test, definitions: file.definitions)
                    .differences
                if differences.isEmpty {
                    passed += 1
                    continue
                }
                failed += 1
                try StandardOutput.write("FAILED \(test.name)\n")
                for line in differences { try StandardOutput.write("  \(line)\n") }
            }
        }
        try StandardOutput.write("\(passed) passed, \(failed) failed\n")
        if failed > 0 { throw ProgramError(.failure, "\(failed) of the tests failed") }
    }

    private static func read(_ path: String) throws(ProgramError) -> TestFileReader {
        do throws(SettingsError) {
            return try TestFileReader(try Settings.text(of: path), file: path)
        } catch {
            throw ProgramError(error)
        }
    }
}
