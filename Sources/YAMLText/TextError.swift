// SPDX-License-Identifier: Apache-2.0

/// One fault in a text for people to write (settings, definitions): what, where and what to do.
public struct TextError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, naming the key; never the value of a secret.
    public let message: String

    /// Where it was written; nil when it was not written at all, or built in code.
    public let location: TextLocation?

    /// What to do about it.
    public let hint: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - message: What is wrong, without a full stop.
    ///   - location: Where it was written, if it was.
    ///   - hint: What to do, in the imperative.
    public init(message: String, location: TextLocation? = nil, hint: String) {
        self.message = message
        self.location = location
        self.hint = hint
    }

    /// The whole error on one line: `shop.yaml:3:5: what; what to do`.
    public var description: String {
        let place = location.map { "\($0): " } ?? ""
        return (place + message + "; " + hint).onOneLine
    }
}

extension String {
    /// The text in backquotes, cut to a length that fits a line of an error.
    public var quoted: String {
        count <= 64 ? "`\(self)`" : "`\(prefix(60))…`"
    }

    /// The text with every control character written as an escape.
    var onOneLine: String {
        guard unicodeScalars.contains(where: \.isControl) else { return self }
        return unicodeScalars.map { $0.isControl ? $0.escaped(asASCII: true) : String($0) }.joined()
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
