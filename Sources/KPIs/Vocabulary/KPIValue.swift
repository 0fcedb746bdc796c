// SPDX-License-Identifier: Apache-2.0

/// A KPI's value in one window, with its parts and its uncertainty.
@frozen public struct KPIValue: Sendable, Equatable, BitwiseCopyable {
    /// The value; nil where the denominator is not above 0.
    public var value: Double?
    /// Numerator, or the count itself.
    public var num: Double
    /// Denominator; nil for counts.
    public var den: Double?
    /// Size of the sample.
    public var n: Double
    /// Lower end of the 95 % interval.
    public var lo: Double?
    /// Upper end of the 95 % interval.
    public var hi: Double?
    /// How many things are not settled yet.
    public var open: Double
    /// Lowest value that settlement can still bring; nil if not known.
    public var boundLow: Double?
    /// Highest value that settlement can still bring; nil if not known.
    public var boundHigh: Double?
    /// Median and 95th percentile of a mean's distribution, in the KPI's unit.
    public var p50: Double?
    /// See `p50`.
    public var p95: Double?

    /// A value of which only the parts are known.
    public init(value: Double?, num: Double, den: Double?, n: Double) {
        self.value = value
        self.num = num
        self.den = den
        self.n = n
        open = 0
    }
}
