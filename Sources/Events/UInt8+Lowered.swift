// SPDX-License-Identifier: Apache-2.0

extension UInt8 {
    /// The letter in lower case, as far as it is ASCII.
    @inline(__always)
    var lowered: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}
