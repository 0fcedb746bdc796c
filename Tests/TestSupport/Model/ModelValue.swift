// SPDX-License-Identifier: Apache-2.0

public import KPIs
public import Sketches
import Windowing

/// A value that was emitted: what a snapshot record says, as far as the model knows it.
public struct ModelValue: Sendable, Equatable {
    /// Position in `Plan.outputs`.
    public var output: Int
    /// The series: values of the grouping set's slots.
    public var values: [UInt32]
    /// Start of the window, ms.
    public var start: Int64
    /// Final or revision.
    public var kind: Snapshot.Kind
    /// Counts revisions; 0 for finals.
    public var revision = 0
    /// End of the last of a run of empty windows that this final stands for; nil: one window.
    public var gapUntil: Int64?
    /// The value; nil where the denominator is not above 0.
    public var value: Double?
    /// Numerator, or the count itself; times in seconds.
    public var num: Double
    /// Denominator; nil for counts.
    public var den: Double?
    /// The value of the window before; nil: there was none, or it had none.
    public var previous: Double?
    /// Status of the series' target; nil: none.
    public var status: String?
    /// Since when it holds, ms; nil: there is none.
    public var since: Int64?
    /// What a list says of values, in its order; nil: it is none.
    ///
    /// The model says all of them.
    public var top: [HeavyHitters.Entry]?
    /// The row in all cells of the table; empty where the subject is not the model.
    public var cells: [ModelCell]

    /// An emitted value.
    public init(
        output: Int,
        values: [UInt32],
        start: Int64,
        kind: Snapshot.Kind,
        revision: Int = 0,
        gapUntil: Int64? = nil,
        value: Double?,
        num: Double,
        den: Double?,
        previous: Double? = nil,
        top: [HeavyHitters.Entry]? = nil,
        cells: [ModelCell] = []
    ) {
        self.output = output
        self.values = values
        self.start = start
        self.kind = kind
        self.revision = revision
        self.gapUntil = gapUntil
        self.value = value
        self.num = num
        self.den = den
        self.previous = previous
        self.top = top
        self.cells = cells
    }

    /// Starts of the windows this value stands for: one, or those of a run of empty windows.
    public func starts(in plan: Plan) -> [Int64] {
        let shape = plan.outputs[output].shape
        let calendar = plan.tables[plan.outputs[output].table].calendar
        var starts = [shape.lastStart(containing: calendar.nominal(start))]
        while let gapUntil, calendar.utc(shape.end(of: starts[starts.count - 1])) < gapUntil {
            starts.append(shape.start(1, after: starts[starts.count - 1]))
        }
        return starts.map { calendar.utc($0) }
    }

    /// Start of the first window behind those that this value stands for.
    func startAfter(in plan: Plan) -> Int64 {
        let shape = plan.outputs[output].shape
        let calendar = plan.tables[plan.outputs[output].table].calendar
        guard let gapUntil else {
            let nominal = shape.lastStart(containing: calendar.nominal(start))
            return calendar.utc(shape.start(1, after: nominal))
        }
        let end = shape.lastStart(containing: calendar.nominal(gapUntil))
        if case .sliding(let size, let hop) = shape { return calendar.utc(end - size + hop) }
        return gapUntil
    }
}
