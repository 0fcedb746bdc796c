// SPDX-License-Identifier: Apache-2.0

/// What a page says that a command prints.
///
/// Times and numbers of five and more digits stand for any others, `…` for any text. Lines may be left
/// out, but none may be added or be in another order.
public struct ShownOutput: Sendable {
    private let lines: [[String]]

    /// Takes the lines of a page.
    public init(_ lines: [String]) {
        self.lines = lines.map { line in
            Self.normalized(line).split(separator: "…", omittingEmptySubsequences: false).map(
                String.init
            )
        }.filter { $0.contains { !$0.isEmpty } }
    }

    /// Whether a command printed this.
    ///
    /// - Parameter output: all that it printed.
    /// - Returns: false where it shows nothing at all, too.
    public func isPrinted(in output: String) -> Bool {
        missing(in: output).map { _ in false } ?? !lines.isEmpty
    }

    /// The first line that was not printed, behind the one before it; nil: all were.
    public func missing(in output: String) -> String? {
        var printed = output.split(separator: "\n").map { Self.normalized(String($0)) }[...]
        for line in lines {
            guard let place = printed.firstIndex(where: { Self.matches($0, line) }) else {
                return line.joined(separator: "…")
            }
            printed = printed[(place + 1)...]
        }
        return nil
    }

    private static func normalized(_ line: String) -> String {
        line.replacing(/\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z?)?/, with: "#")
            .replacing(/\d{5,}/, with: "#")
    }

    /// Whether the parts come in a line one after the other, the first at its beginning, the last at its end.
    private static func matches(_ line: String, _ parts: [String]) -> Bool {
        guard let first = parts.first, line.hasPrefix(first) else { return false }
        guard parts.count > 1, let last = parts.last else { return line == first }
        var rest = line.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let place = rest.firstRange(of: part) else { return false }
            rest = rest[place.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
