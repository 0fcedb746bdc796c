// SPDX-License-Identifier: Apache-2.0

extension Bool: ScalarSettingValue {
    static var typeName: String { "true or false" }
    static var hint: String { "write true or false" }

    init?(setting text: String) {
        self.init(text)
    }

    var yaml: String { description }
}

extension Int: ScalarSettingValue {
    static var typeName: String { "a whole number" }
    static var hint: String { "write digits only, such as 1000" }

    init?(setting text: String) {
        self.init(text)
    }

    var yaml: String { description }
}

extension String: ScalarSettingValue {
    static var typeName: String { "a text" }
    static var hint: String { "write a text, in quotes where it holds special characters" }

    init?(setting text: String) {
        guard !text.isEmpty else { return nil }
        self = text
    }

    /// The text, in double quotes unless it is a word that means itself in any YAML context.
    var yaml: String {
        let isWord = utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            case UInt8(ascii: "-"), UInt8(ascii: "/"): true
            default: false
            }
        }
        if isWord, !isEmpty, !hasPrefix("-"), !hasPrefix("."), self != "null" { return self }
        // Otherwise the text would be read as a reference to the environment.
        let escaped = replacing("${", with: "$${")
        return "\"" + escaped.unicodeScalars.map(Self.escaped).joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
            (scalar.value < 16 ? "\\x0" : "\\x") + String(scalar.value, radix: 16)
        default: String(scalar)
        }
    }
}
