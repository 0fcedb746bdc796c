// SPDX-License-Identifier: Apache-2.0

/// One record of the output: a KPI's value in one window of one series.
public struct Snapshot: Sendable {
    /// How settled a value is.
    public enum Kind: String, Sendable { case early, final, revision }

    /// What closed a window, where it was not an event.
    public enum Closing: String, Sendable { case idle, end }

    /// Position of the KPI in `Plan.kpis`.
    public var kpi: Int
    /// Position in `Plan.outputs`.
    public var output: Int
    /// Dimension names and values, sorted by name; a value of nil is the overflow series.
    public var dimensions: [(name: String, value: String?)]
    /// Whether this is the overflow series.
    public var isOverflow: Bool
    /// Start of the window, ms UTC.
    public var start: Int64
    /// End of the window, ms UTC.
    public var end: Int64
    /// How settled.
    public var kind: Kind
    /// Counts revisions of a final; 0 for early values and finals.
    public var revision: Int
    /// The value.
    public var value: KPIValue
    /// Value of the window before (finals and revisions): nil if there was none.
    public var previous: Double?
    /// Whether the window before is known at all (then `previous` may still be nil: no value).
    public var hasPrevious: Bool
    /// How the series stands against its target, this window included; nil: it has no target, or
    /// was never read.
    public var target: TargetStanding?
    /// False when the application did not see the whole window.
    public var isComplete: Bool
    /// What closed the window, if not an event.
    public var closing: Closing?
    /// End of a run of empty windows that this record stands for.
    public var gapUntil: Int64?
    /// DataSketches bytes of a distinct count (finals and revisions).
    public var sketch: [UInt8]?
    /// Non-empty buckets of a distribution (finals and revisions).
    public var histogram: [(upperBound: Double, count: Int64)]?
    /// The most frequent values, larger counts first; nil for KPIs that list none.
    public var top: [TopValue]?
    /// Watermark when the value was read, ms; `Int64.min` if there was none yet.
    public var watermark: Int64

    /// A snapshot of a series' window; what is not said is absent.
    public init(
        kpi: Int,
        output: Int,
        dimensions: [(name: String, value: String?)],
        isOverflow: Bool = false,
        start: Int64,
        end: Int64,
        kind: Kind,
        revision: Int = 0,
        value: KPIValue,
        previous: Double? = nil,
        hasPrevious: Bool = false,
        target: TargetStanding? = nil,
        isComplete: Bool = true,
        closing: Closing? = nil,
        gapUntil: Int64? = nil,
        sketch: [UInt8]? = nil,
        histogram: [(upperBound: Double, count: Int64)]? = nil,
        top: [TopValue]? = nil,
        watermark: Int64
    ) {
        self.kpi = kpi
        self.output = output
        self.dimensions = dimensions
        self.isOverflow = isOverflow
        self.start = start
        self.end = end
        self.kind = kind
        self.revision = revision
        self.value = value
        self.previous = previous
        self.hasPrevious = hasPrevious
        self.target = target
        self.isComplete = isComplete
        self.closing = closing
        self.gapUntil = gapUntil
        self.sketch = sketch
        self.histogram = histogram
        self.top = top
        self.watermark = watermark
    }
}
