// SPDX-License-Identifier: Apache-2.0

/// The buckets of a native histogram of schema 5: borders at 2^(k/32).
///
/// Bucket 0 holds the value 0 and bucket k + 1 the integers above 2^((k-1)/32) up to 2^(k/32), so
/// bucket i here is bucket i - 1 of the Prometheus native histogram. Bucket -i holds what bucket i
/// holds, below 0: there it is a negative bucket. 2,017 buckets on either side hold every `Int64`.
enum LogBuckets {
    /// The largest bucket; the smallest is as far below 0.
    static let last = 2_017
    /// How many buckets there are.
    static let count = 2 * last + 1
    private static let fractionBits = 5

    /// The bucket of a value.
    static func index(of value: Int64) -> Int {
        guard value != 0 else { return 0 }
        let magnitude = value.magnitude
        let exponent = 63 &- magnitude.leadingZeroBitCount
        let mantissa = magnitude << UInt64(magnitude.leadingZeroBitCount)
        // The number of borders below the mantissa, by halving.
        var low = 0
        var step = 16
        while step > 0 {
            if borders[low &+ step &- 1] < mantissa { low &+= step }
            step >>= 1
        }
        if borders[low] < mantissa { low &+= 1 }
        let index = exponent << fractionBits &+ low &+ 1
        return value < 0 ? -index : index
    }

    /// The largest integer of a bucket, at most `Int64.max`.
    static func largest(of index: Int) -> Int64 {
        guard index > 0 else { return index == 0 ? 0 : -largest(of: -index - 1) - 1 }
        let exponent = (index - 1) >> fractionBits
        guard exponent < 63 else { return .max }
        let border = borders[(index - 1) & 31] >> UInt64(63 - exponent)
        return Int64(border)
    }

    /// The value that stands for a bucket, within 1.1 % of every integer in it.
    static func middle(of index: Int) -> Double {
        if index < 0 { return -middle(of: -index) }
        let largest = Double(largest(of: index))
        let smallest = index > 0 ? Double(Self.largest(of: index - 1)) + 1 : 0
        guard smallest < largest else { return largest }
        // The harmonic mean errs by the same share at both ends.
        return 2 * smallest * largest / (smallest + largest)
    }

    /// 2^63 times 2^(k/32), rounded down.
    private static let borders: InlineArray<32, UInt64> = [
        0x8000_0000_0000_0000, 0x82CD_8698_AC2B_A1D7, 0x85AA_C367_CC48_7B14, 0x8898_0E80_92DA_8527,
        0x8B95_C1E3_EA8B_D6E6, 0x8EA4_398B_45CD_53C0, 0x91C3_D373_AB11_C336, 0x94F4_EFA8_FEF7_0961,
        0x9837_F051_8DB8_A96F, 0x9B8D_39B9_D54E_5538, 0x9EF5_3260_91A1_11AD, 0xA270_4303_0C49_6818,
        0xA5FE_D6A9_B151_38EA, 0xA9A1_5AB4_EA7C_0EF8, 0xAD58_3EEA_42A1_4AC6, 0xB123_F581_D2AC_258F,
        0xB504_F333_F9DE_6484, 0xB8FB_AF47_62FB_9EE9, 0xBD08_A39F_580C_36BE, 0xC12C_4CCA_6670_9456,
        0xC567_2A11_5506_DADD, 0xC9B9_BD86_6E2F_27A2, 0xCE24_8C15_1F84_80E3, 0xD2A8_1D91_F12A_E45A,
        0xD744_FCCA_D69D_6AF4, 0xDBFB_B797_DAF2_3755, 0xE0CC_DEEC_2A94_E111, 0xE5B9_06E7_7C83_48A8,
        0xEAC0_C6E7_DD24_392E, 0xEFE4_B99B_DCDA_F5CB, 0xF525_7D15_2486_CC2C, 0xFA83_B2DB_722A_033A,
    ]
}
