// SPDX-License-Identifier: Apache-2.0

import Events

extension IdentityKey {
    /// A key from the two words that settings keep of it, each little endian.
    init?(low: UInt64, high: UInt64) {
        self.init(hexadecimal: low.byteSwapped.hexadecimal + high.byteSwapped.hexadecimal)
    }
}
