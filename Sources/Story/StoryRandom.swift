// SPDX-License-Identifier: Apache-2.0

/// The story's dice: fast, seeded, the same on every machine.
///
/// SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
struct StoryRandom {
    private var state: UInt64
    /// Waiting times of mean 1, by the middles of 256 equally likely slices.
    private let waits: [Double]

    init(seed: UInt64) {
        state = seed
        waits = (0..<256).map { -Self.logarithm((Double($0) + 0.5) / 256) }
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// True in so many cases out of ten thousand.
    mutating func chance(_ perTenThousand: UInt64) -> Bool { below(10_000) < perTenThousand }

    /// A number from 0 to less than the bound, which is far below 2³².
    mutating func below(_ bound: UInt64) -> UInt64 { ((next() >> 32) &* bound) >> 32 }

    /// A number of the range.
    mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(below(UInt64(range.upperBound - range.lowerBound + 1)))
    }

    /// A waiting time of that mean, at least 1: exponential in 256 steps.
    mutating func wait(mean: Double) -> Int64 {
        let bits = next()
        let slice = waits[Int(bits & 255)]
        // Within a slice evenly, so that times do not repeat.
        let jitter = 0.75 + Double((bits >> 8) & 1023) / 2048
        return max(1, Int64(slice * jitter * mean))
    }

    /// A number spread over all 64 bits.
    static func mixed(_ number: UInt64) -> UInt64 {
        var bits = number
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// The natural logarithm of a number in 0 ..< 1, by the series of the inverse hyperbolic
    /// tangent; the standard library has none without a C library.
    private static func logarithm(_ number: Double) -> Double {
        let ratio = (number - 1) / (number + 1)
        var (sum, power, divisor) = (0.0, ratio, 1.0)
        while divisor < 2_000 {
            sum += power / divisor
            power *= ratio * ratio
            divisor += 2
        }
        return 2 * sum
    }
}
