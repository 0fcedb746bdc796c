// SPDX-License-Identifier: Apache-2.0

/// Turns places inside a text into locations: of a file, or of the override that is the text.
public enum YAMLPlace: Sendable {
    /// The file that errors call by this name.
    case file(name: String)
    /// The override, wherever in its text.
    case override(TextLocation)

    /// The location of a line and a column, both from one.
    func at(line: Int, column: Int) -> TextLocation {
        switch self {
        case .file(let name): .file(name: name, line: line, column: column)
        case .override(let location): location
        }
    }

    /// The location of a byte of the text.
    ///
    /// - Complexity: O(n) in the offset.
    func at(byte offset: Int, of bytes: [UInt8]) -> TextLocation {
        var (line, column) = (1, 1)
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return at(line: line, column: column)
    }
}
