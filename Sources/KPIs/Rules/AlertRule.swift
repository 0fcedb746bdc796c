// SPDX-License-Identifier: Apache-2.0

/// When an alert of its own is due: a condition on the finals of one output.
///
/// Pure; any thread.
public struct AlertRule: Sendable, Equatable {
    /// What is off.
    public enum Condition: Sendable, Equatable {
        /// A value outside of these, which themselves are good; nil: no limit.
        case value(low: Double?, high: Double?)
        /// A change against another window that is outside of these, percent.
        case change(RuleBaseline, low: Double?, high: Double?)
        /// An empty window.
        case noData
    }

    /// What its alerts are named.
    public let name: String
    /// Position in `Plan.outputs`.
    public let output: Int
    /// Values of the series that are judged, by dimension; of others any.
    public var values: [String: String] = [:]
    /// What is off.
    public let condition: Condition
    /// So many windows in a row turn it.
    public var hold = 1
    /// How bad it is.
    public var severity = AlertChange.Severity.breach
    /// A smaller sample is not judged.
    public var minimumSample = 0.0

    /// A rule for all series of an output, that one window turns.
    public init(_ name: String, output: Int, _ condition: Condition) {
        (self.name, self.output, self.condition) = (name, output, condition)
    }

    /// Whether a final of a whole window is off.
    ///
    /// - Parameters:
    ///   - value: of the window.
    ///   - baseline: value of the window that it is compared with; nil: there is none.
    ///   - sample: what must be as large as the smallest sample; nil: that of the window.
    /// - Returns: nil where that cannot be judged, which neither raises nor clears.
    public func reading(of value: KPIValue, baseline: Double?, sample: Double? = nil) -> Bool? {
        let limits: (low: Double?, high: Double?)
        guard condition != .noData else { return value.n == 0 && value.num == 0 }
        guard var number = value.value, sample ?? value.n >= minimumSample else { return nil }
        switch condition {
        case .noData: return nil
        case .value(let low, let high): limits = (low, high)
        case .change(_, let low, let high):
            guard let baseline, baseline != 0 else { return nil }
            number = (number - baseline) / baseline.magnitude * 100
            limits = (low, high)
        }
        return limits.low.map { number < $0 } == true || limits.high.map { number > $0 } == true
    }

    /// What it compares windows with; nil: it judges each by itself.
    public var baseline: RuleBaseline? {
        if case .change(let baseline, _, _) = condition { baseline } else { nil }
    }

    /// Whether it judges a series.
    ///
    /// - Parameter dimensions: names and values of the series; a value of nil is the overflow.
    /// - Returns: whether they have all of `values`.
    public func judges(_ dimensions: [(name: String, value: String?)]) -> Bool {
        values.allSatisfy { name, value in
            dimensions.contains { $0.name == name && $0.value == value }
        }
    }

    /// What it says, for those who must see whether it says the same as before.
    ///
    /// - Parameter plan: the output's.
    /// - Returns: the same for the same meaning.
    public func text(in plan: Plan) -> String {
        let values = values.sorted { $0.key < $1.key }
        let definition = plan.kpis[plan.outputs[output].kpi].definition
        return outputText(in: plan)
            + " \(definition) \(values) \(condition) \(hold) \(minimumSample)"
    }

    /// What its text begins with: which output it judges.
    public func outputText(in plan: Plan) -> String {
        let (kpi, shape) = (plan.kpis[plan.outputs[output].kpi], plan.outputs[output].shape)
        let dimensions = plan.dimensionNames(ofOutput: output)
        return "\(kpi.id) \(shape.text) \(dimensions)"
    }
}

extension [AlertRule] {
    /// How many windows of each series of an output must be kept, so that rules find what they compare
    /// with; 0: they look back at none.
    func keptCount(of output: Int, in plan: Plan) -> Int {
        filter { $0.output == output }.compactMap(\.baseline)
            .map { $0.keptCount(for: plan.outputs[output].shape) }
            .max() ?? 0
    }
}
