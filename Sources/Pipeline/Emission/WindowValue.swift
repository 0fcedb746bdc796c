// SPDX-License-Identifier: Apache-2.0

public import KPIs
public import Sketches

/// A KPI's value in one window of one series, as it leaves the aggregator.
public struct WindowValue: Sendable {
    /// Position in `Plan.outputs`.
    public var output: Int
    /// The series, in the output's grouping set.
    public var series: UInt32
    /// Start of the window, ms UTC.
    public var start: Int64
    /// End of the window, ms UTC.
    public var end: Int64
    /// Early, final or revision.
    public var kind: Snapshot.Kind
    /// Counts the revisions of a final.
    public var revision = 0
    /// The value and its parts.
    public var value: KPIValue
    /// The value of the window before; the outer nil: there was none, or it was not seen whole.
    public var previous: Double??
    /// Size of the sample of the window before; nil where there is no `previous`.
    public var previousSample: Double?
    /// How the series stands against its target; nil: it has none, or was never read.
    public var target: TargetStanding?
    /// Whether its window was told before the series came up: such a final turns nothing.
    public var isLate = false
    /// False when the application did not see the whole window.
    public var isComplete = true
    /// What closed the window, if not an event.
    public var closing: Snapshot.Closing?
    /// End of the run of empty windows that this value stands for, ms.
    public var gapUntil: Int64?
    /// Watermark when the value was read, ms.
    public var watermark: Int64
    /// DataSketches bytes behind a distinct count (finals and revisions).
    public var sketch: [UInt8]?
    /// Non-empty buckets of a distribution (finals and revisions).
    public var histogram: [(upperBound: Double, count: Int64)]?
    /// Numbers of the most frequent values with their counts, larger ones first; at the end also
    /// more than the KPI lists where they are equally frequent.
    public var top: [HeavyHitters.Entry]?
}
