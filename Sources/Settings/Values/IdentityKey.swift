// SPDX-License-Identifier: Apache-2.0

/// The 128-bit key that ids are hashed with; it never prints itself.
public struct IdentityKey: Sendable, Hashable {
    /// The key's bytes 0 to 7, read little endian, as SipHash takes them.
    public let low: UInt64

    /// The key's bytes 8 to 15, read little endian.
    public let high: UInt64

    /// The key of 32 hexadecimal digits; nil for any other text.
    public init?(hexadecimal text: String) {
        guard text.utf8.count == 32, text.utf8.allSatisfy(\.isHexadecimalDigit),
            let first = UInt64(text.prefix(16), radix: 16),
            let second = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        low = first.byteSwapped
        high = second.byteSwapped
    }
}

extension IdentityKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The mask; the key itself is in `low` and `high`.
    public var description: String { Settings.mask }

    /// The mask.
    public var debugDescription: String { Settings.mask }

    /// Nothing, so that `dump` shows no key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension IdentityKey: ScalarSettingValue {
    static let typeName = "32 hexadecimal digits"
    static let hint = "make a key with `streamgauge check --init-key FILE`"

    init?(setting text: String) {
        self.init(hexadecimal: text)
    }

    var yaml: String { Settings.mask.yaml }
}

extension UInt8 {
    fileprivate var isHexadecimalDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
