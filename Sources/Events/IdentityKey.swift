// SPDX-License-Identifier: Apache-2.0

/// The secret of 128 bits under which ids become hashes.
///
/// State and sketches of one application can be read together only under one key; they carry its
/// `fingerprint` so that another key is noticed.
@frozen public struct IdentityKey: Sendable, Equatable {
    let first: UInt64
    let second: UInt64

    init(first: UInt64, second: UInt64) {
        self.first = first
        self.second = second
    }

    /// Reads a key as settings give it; nil for anything else.
    ///
    /// - Parameter hexadecimal: 32 hexadecimal digits, the key's 16 bytes in order.
    public init?(hexadecimal: String) {
        guard hexadecimal.utf8.count == 32 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for (index, character) in hexadecimal.utf8.enumerated() {
            guard let digit = Self.value(ofDigit: character) else { return nil }
            let shift = UInt64(8 * (index / 2 % 8) + (index % 2 == 0 ? 4 : 0))
            if index < 16 { words.0 |= digit << shift } else { words.1 |= digit << shift }
        }
        self.init(first: words.0, second: words.1)
    }

    /// The key of commands that keep nothing: `demo`, `replay`, `generate`, `test`.
    public static let fixed = IdentityKey(
        first: 0x7374_7265_616D_6761,
        second: 0x7567_6520_6669_7864
    )

    /// Sixteen hexadecimal digits that tell keys apart and do not tell the key.
    public var fingerprint: String {
        let hash = SipHash(key: self).hash(ByteSlice("streamgauge identity key"), salt: 0)
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func value(ofDigit character: UInt8) -> UInt64? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(character - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(character - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(character - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
