// SPDX-License-Identifier: Apache-2.0

/// Seeded dice, the same on every machine.
///
/// SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// A number from 0 to less than the bound, which is far below 2³².
    mutating func below(_ bound: Int) -> Int { Int(((next() >> 32) &* UInt64(bound)) >> 32) }

    /// One of a few.
    mutating func one<Element>(of choices: [Element]) -> Element { choices[below(choices.count)] }

    /// A number spread over all 64 bits.
    static func mixed(_ number: UInt64) -> UInt64 {
        var bits = number
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number as hexadecimal digits.
    static func hex(_ number: UInt64, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String((String(repeating: "0", count: 16) + text).suffix(digits))
    }
}
