// SPDX-License-Identifier: Apache-2.0

extension KPI {
    /// How to write a limit that no value can pass, because it was meant in percent.
    ///
    /// - Parameter limit: of a target or a rule, in the KPI's unit.
    /// - Returns: a hint; nil: values may lie on both sides of it, as far as is known.
    public func hint(forLimit limit: Double) -> String? {
        guard isShare, !(0...1).contains(limit) else { return nil }
        return ratioHint(limit)
    }

    /// How to write a limit that is likely meant in percent, though it is not certain that no value
    /// passes it.
    ///
    /// - Parameter limit: of a target or a rule, in the KPI's unit.
    /// - Returns: a hint; nil: nothing is odd about it.
    public func doubtfulHint(forLimit limit: Double) -> String? {
        guard unit == .ratio, !isShare else { return nil }
        // A cohort's ratio is a part of something but for few; other ratios, such as a return on what
        // was spent, may be a few times as much.
        let most = basis == .cohort ? 1.0 : 10
        return limit > most ? ratioHint(limit) : nil
    }

    /// Whether no change of its values can be below -100 %: none of them is below 0.
    public var isNeverNegative: Bool {
        if isShare { return true }
        return switch formula {
        case .count(let expression): expression.isNeverNegative
        case .distinct(_, let more): more?.isNeverNegative ?? true
        case .top: true
        case .ratio, .mean, .spread, .net, .quantile, .growth, .share, .single: false
        }
    }

    private func ratioHint(_ limit: Double) -> String {
        guard 1 < limit, limit <= 100 else { return "\(id) is a ratio: write a number from 0 to 1" }
        return "\(id) is a ratio: write \(limit / 100) for \(limit.plain) %"
    }
}

extension Expression {
    /// Whether no value of it can be below 0, as far as its form tells.
    fileprivate var isNeverNegative: Bool {
        switch self {
        case .measure(let measure), .units(let measure), .thousandths(let measure):
            measure.fold == .count || measure.fold == .distinct || measure.fold == .top
        case .active: true
        case .scaled(let factor, let expression): factor >= 0 && expression.isNeverNegative
        case .plus(let left, let right), .firstNonZero(let left, let right):
            left.isNeverNegative && right.isNeverNegative
        case .minus: false
        }
    }
}

extension Double {
    /// The number as people write it: without a fraction where there is none.
    package var plain: String {
        self == rounded() && magnitude < 1e15 ? "\(Int64(self))" : "\(self)"
    }
}
