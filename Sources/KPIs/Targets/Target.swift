// SPDX-License-Identifier: Apache-2.0

/// What a KPI's value should be, how far off it may be, and how long before that is told.
///
/// The rules are those of the Semantics page, section 9.
public struct Target: Sendable, Hashable {
    /// Values from one limit to the other, both included; a missing limit is infinite.
    public struct Band: Sendable, Hashable {
        /// The smallest value.
        public var low = -Double.infinity
        /// The largest value.
        public var high = Double.infinity

        /// Whether a value lies in it.
        func contains(_ value: Double) -> Bool { low <= value && value <= high }

        /// The value of the band that is nearest to another.
        func nearest(to value: Double) -> Double { max(low, min(high, value)) }
    }

    /// The value that is aimed at; it lies in both bands.
    public var value: Double
    /// Values outside are `warn`, unless they are `breach`.
    public var warn: Band
    /// Values outside are `breach`; it contains `warn`.
    public var breach: Band
    /// How many consecutive readings turn the status.
    public var hold: Int
    /// A sample below this is too small to be judged.
    public var minimumSample: Double

    /// What the reading of a final is.
    ///
    /// - Parameters:
    ///   - value: The value of the window.
    ///   - hasBaseline: False where the KPI compares with a window before and that one was not above 0.
    /// - Returns: The reading.
    public func reading(of value: KPIValue, hasBaseline: Bool = true) -> TargetStatus {
        guard let number = value.value else { return hasBaseline ? .noData : .noBaseline }
        return value.n < minimumSample ? .lowSample : status(of: number)
    }

    /// What the reading of an early value is, where its bounds decide that already.
    ///
    /// - Parameter value: The value of a window that has ended.
    /// - Returns: The best that the final can still be if that is off target, `ok` if it can be
    ///   nothing else; nil: neither is known.
    public func earlyReading(of value: KPIValue) -> TargetStatus? {
        guard let low = value.boundLow, let high = value.boundHigh, low <= high,
            value.n >= minimumSample
        else { return nil }
        // Both bands hold the target's value, so no value between the bounds is better than the
        // nearest to it, and none worse than one of the bounds.
        let best = status(of: Band(low: low, high: high).nearest(to: self.value))
        if best.isOffTarget { return best }
        return status(of: low) == .ok && status(of: high) == .ok ? .ok : nil
    }

    private func status(of value: Double) -> TargetStatus {
        if !breach.contains(value) { return .breach }
        return warn.contains(value) ? .ok : .warn
    }
}

extension Formula {
    /// Whether a missing value has something to be compared with: false where it compares with the
    /// window before and that one was not above 0.
    public func hasBaseline(_ value: KPIValue) -> Bool {
        switch self {
        case .growth: value.value != nil
        // None of these looks at another window.
        case .count, .distinct, .ratio, .mean, .spread, .net, .quantile, .share, .single, .top:
            true
        }
    }
}
