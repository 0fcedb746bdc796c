// SPDX-License-Identifier: Apache-2.0

/// The process's standard output.
enum StandardOutput {
    /// Writes a text, all of it.
    static func write(_ text: String) throws(ProgramError) {
        var file = OutputFile.standardOutput
        file.append(text)
        try file.flush()
    }
}
