// SPDX-License-Identifier: Apache-2.0

/// Joins hashes that are keyed already into one, well mixed (the finalizer of SplitMix64:
/// Steele, Lea and Flood, 2014).
enum HashMix {
    /// A hash of three words in order; never 0.
    @inline(__always)
    static func combine(_ first: UInt64, _ second: UInt64, _ third: UInt64 = 0) -> UInt64 {
        let mixed = mix(mix(first &+ 0x9E37_79B9_7F4A_7C15) ^ second) &+ third
        let result = mix(mixed)
        return result == 0 ? 1 : result
    }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
