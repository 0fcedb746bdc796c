// SPDX-License-Identifier: Apache-2.0

/// Names that say nothing, and output from where nobody reads it.
struct NameRule {
    let emptyNames: Set<String>
    let foreignNames: Set<String>
    let printing: Set<String>

    func offenses(in files: [SwiftFile]) -> [String] {
        files.flatMap { file in
            file.words.compactMap { word in
                if isEmpty(word) {
                    return file.file.offense(line: word.line, "say what \(word.text) does")
                }
                if printing.contains(word.text) && isLibraryCall(word, in: file) {
                    return file.file.offense(line: word.line, "a library may not \(word.text)")
                }
                return nil
            }
        }
    }

    private func isEmpty(_ word: Word) -> Bool {
        !foreignNames.contains(word.text) && word.parts.contains(where: emptyNames.contains)
    }

    private func isLibraryCall(_ word: Word, in file: SwiftFile) -> Bool {
        file.isSource && file.target != "streamgauge" && word.previous != UInt8(ascii: ".")
            && word.end < file.code.count && file.code[word.end] == UInt8(ascii: "(")
    }
}
