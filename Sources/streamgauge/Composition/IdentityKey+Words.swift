// SPDX-License-Identifier: Apache-2.0

import Events

extension IdentityKey {
    /// A key from the two words that settings keep of it, each little endian.
    init?(low: UInt64, high: UInt64) {
        self.init(hexadecimal: Self.digits(low) + Self.digits(high))
    }

    private static func digits(_ word: UInt64) -> String {
        let digits = String(word.byteSwapped, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
