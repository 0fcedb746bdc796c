// SPDX-License-Identifier: Apache-2.0

/// What a series of the history is of, in words: it outlives the numbers of a run.
public struct HistorySeries: Sendable, Equatable {
    /// Id of the KPI.
    public let kpi: String
    /// Its definition string: another definition is another series.
    public let definition: String
    /// Its window as settings write it: `1h`, `1h by 5m`.
    public let window: String
    /// Names and values as written (`WrittenValue`), sorted by name; empty: the total.
    public let dimensions: [(name: String, value: String)]
    /// Whether it takes what found no place of its own.
    public let isOverflow: Bool

    /// A series.
    public init(
        kpi: String,
        definition: String,
        window: String,
        dimensions: [(name: String, value: String)],
        isOverflow: Bool
    ) {
        self.kpi = kpi
        self.definition = definition
        self.window = window
        self.dimensions = dimensions
        self.isOverflow = isOverflow
    }

    /// A series of an output.
    init(
        _ output: Int,
        of plan: Plan,
        dimensions: [(name: String, value: String?)],
        isOverflow: Bool
    ) {
        let kpi = plan.kpis[plan.outputs[output].kpi]
        self.init(
            kpi: kpi.id,
            definition: kpi.definition,
            window: plan.outputs[output].shape.text,
            dimensions: dimensions.map { ($0.name, WrittenValue.text($0.value)) },
            isOverflow: isOverflow
        )
    }

    /// Tells it apart from all others.
    var key: String {
        Self.joined([kpi, definition, window]) + Self.key(of: dimensions, isOverflow: isOverflow)
    }

    /// Tells a series apart from the others of its grouping set.
    ///
    /// - Parameters:
    ///   - dimensions: names and values as written, sorted by name.
    ///   - isOverflow: whether it takes what found no place of its own.
    /// - Returns: the same text for the same series only.
    public static func key(
        of dimensions: [(name: String, value: String)],
        isOverflow: Bool
    ) -> String {
        joined(dimensions.flatMap { [$0.name, $0.value] }) + (isOverflow ? "+" : "")
    }

    /// Parts are behind their lengths, so that no value can look like two.
    private static func joined(_ parts: [String]) -> String {
        parts.map { "\($0.utf8.count):\($0)" }.joined()
    }

    /// Whether both are the same series.
    public static func == (left: HistorySeries, right: HistorySeries) -> Bool {
        left.key == right.key
    }

    /// The output of a plan that it is of; nil: that is not counted any more.
    func output(of plan: Plan) -> Int? {
        plan.outputs.indices.first { output in
            let kpi = plan.kpis[plan.outputs[output].kpi]
            return kpi.id == self.kpi && kpi.definition == definition
                && plan.outputs[output].shape.text == window
                && plan.dimensionNames(ofOutput: output) == dimensions.map(\.name)
        }
    }
}
