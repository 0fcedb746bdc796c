// SPDX-License-Identifier: Apache-2.0

/// Where something was written, so that an error can point at it.
public enum TextLocation: Sendable, Hashable, CustomStringConvertible {
    /// A place in a file; line and column count characters from one.
    case file(name: String, line: Int, column: Int)

    /// The `--set` override of a path. It holds the path alone, because the value may be a secret.
    case commandLine(path: String)

    /// The environment variable of that name.
    case environment(name: String)

    /// The place as it begins an error line: `shop.yaml:3:5`, `--set http.listen`, the variable.
    public var description: String {
        switch self {
        case .file(let name, let line, let column): "\(name):\(line):\(column)"
        case .commandLine(let path): "--set \(path)"
        case .environment(let name): name
        }
    }

    /// File places in reading order first, overrides after them.
    public var order: (Int, Int) {
        guard case .file(_, let line, let column) = self else { return (.max, .max) }
        return (line, column)
    }
}
