// SPDX-License-Identifier: Apache-2.0

/// Files and functions that are too long to be read at once.
struct LengthRule {
    /// Files beyond the limit, and how many lines they or their longest function may have.
    let exceptions: [String: Int]

    func offenses(in files: [SwiftFile], fileLines limit: (SwiftFile) -> Int) -> [String] {
        check(files.map { Measured(file: $0, line: 1, lines: $0.file.lines.count) }, limit)
    }

    func offenses(in files: [SwiftFile], functionLines limit: Int) -> [String] {
        let longest = files.compactMap { file in
            FunctionLength.all(in: file).max { $0.lines < $1.lines }
                .map { Measured(file: file, line: $0.line, lines: $0.lines) }
        }
        return check(longest) { _ in limit }
    }

    private struct Measured {
        let file: SwiftFile
        let line: Int
        let lines: Int
    }

    private func check(_ measured: [Measured], _ limit: (SwiftFile) -> Int) -> [String] {
        let long = measured.filter { $0.lines > limit($0.file) }
        return long.filter { $0.lines > exceptions[$0.file.path] ?? 0 }.map {
            let sentence = "from here \($0.lines) lines, the limit is \(limit($0.file))"
            return $0.file.file.offense(line: $0.line, sentence)
        } + Exceptions.stale(Set(exceptions.keys), needed: Set(long.map(\.file.path)))
    }
}
