// SPDX-License-Identifier: Apache-2.0

public import YAMLText

/// A target as it is written, before it is known for which KPI.
public struct TargetDraft: Sendable, Equatable {
    /// On which side of the target values are good.
    public enum Direction: String, Sendable, CaseIterable { case higher, lower, range }

    /// The value that is aimed at.
    public var value: Double
    /// On which side values are good; nil: as the KPI improves.
    public var direction: Direction?
    /// One limit, or two of a range; nil: no warnings.
    public var warn: [Double]?
    /// One limit, or two of a range; nil: no breaches.
    public var breach: [Double]?
    /// How many consecutive readings turn the status.
    public var hold = 2
    /// A smaller sample is not judged; nil: 30, or any where the KPI is a number of things.
    public var minimumSample: Double?
    /// Where it was written.
    public var location: TextLocation?

    /// A target without limits.
    public init(value: Double) { self.value = value }

    /// The target of a KPI.
    ///
    /// - Parameter kpi: Whose values are judged; its own target is ignored.
    /// - Returns: The target with all that was left out.
    /// - Throws: What does not fit together, with its place and what to do.
    public func target(of kpi: KPI) throws(TextError) -> Target {
        let direction = try direction(of: kpi)
        var target = Target(
            value: value,
            warn: try band(warn, "warn", direction),
            breach: try band(breach, "breach", direction),
            hold: hold,
            minimumSample: minimumSample ?? kpi.formula.minimumSample
        )
        if warn == nil, breach == nil {
            guard direction != .range else {
                throw error(
                    "the target of \(kpi.id) is a range without limits",
                    "add `warn: [low, high]` or `breach: [low, high]`"
                )
            }
            target.warn = try band([value], "warn", direction)
        } else if warn == nil {
            target.warn = target.breach
        }
        try checkShare(kpi)
        try check(target, kpi, direction)
        return target
    }

    /// Limits that values cannot reach would never fire, or always.
    private func checkShare(_ kpi: KPI) throws(TextError) {
        let limits = [("value", [value]), ("warn", warn ?? []), ("breach", breach ?? [])]
        for (key, numbers) in limits {
            for number in numbers {
                guard let hint = kpi.hint(forLimit: number) else { continue }
                throw error(
                    "`\(key)` of \(kpi.id) is \(number.plain), and its values lie from 0 to 1",
                    hint
                )
            }
        }
    }

    private func direction(of kpi: KPI) throws(TextError) -> Direction {
        if let direction { return direction }
        switch kpi.better {
        case .higher: return .higher
        case .lower: return .lower
        case .none:
            throw error(
                "target without direction: neither higher nor lower values of \(kpi.id) are better",
                "add `direction: higher`, `lower` or `range`"
            )
        }
    }

    private func band(
        _ limits: [Double]?,
        _ key: String,
        _ direction: Direction
    ) throws(TextError) -> Target.Band {
        guard let limits else { return Target.Band() }
        switch (direction, limits.count) {
        case (.higher, 1): return Target.Band(low: limits[0])
        case (.lower, 1): return Target.Band(high: limits[0])
        case (.range, 2): return Target.Band(low: limits[0], high: limits[1])
        case (.range, _):
            throw error("`\(key)` of a range must be two limits", "write `\(key): [low, high]`")
        default:
            throw error(
                "`\(key)` has two limits, and \(direction.rawValue) values are better",
                "write one number, or add `direction: range`"
            )
        }
    }

    /// The target's value must be `ok`, and what warns must not come behind what is a breach.
    private func check(
        _ target: Target,
        _ kpi: KPI,
        _ direction: Direction
    ) throws(TextError) {
        let order =
            switch direction {
            case .higher: "breach <= warn <= value"
            case .lower: "value <= warn <= breach"
            case .range: "breach low <= warn low <= value <= warn high <= breach high"
            }
        for (key, band) in [("warn", target.warn), ("breach", target.breach)]
        where !band.contains(value) {
            throw error(
                "`\(key)` of \(kpi.id) is on the wrong side of its target \(value.plain)",
                "\(direction == .range ? "for a range" : "where \(direction.rawValue) is better"): "
                    + order
            )
        }
        let isNested =
            target.breach.low <= target.warn.low && target.warn.high <= target.breach.high
        guard isNested else {
            throw error("`breach` of \(kpi.id) comes before `warn`", "exchange them: \(order)")
        }
    }

    private func error(_ message: String, _ hint: String) -> TextError {
        TextError(message: message, location: location, hint: hint)
    }
}

extension Formula {
    /// The smallest sample that is judged where a target does not say: a quotient of few things
    /// tells little, a number of things is its own sample.
    fileprivate var minimumSample: Double {
        switch self {
        case .count, .distinct, .single, .top: 0
        case .ratio, .mean, .spread, .net, .quantile, .growth, .share: 30
        }
    }
}
