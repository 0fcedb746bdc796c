// SPDX-License-Identifier: Apache-2.0

/// The definition of one KPI: everything that tells what its value means.
public struct KPI: Sendable, Hashable {
    /// Stable name, for instance `web.bounce_rate`.
    public var id: String
    /// Definition and its version, for instance `ga4@1`.
    ///
    /// Parameters that differ from their defaults are appended: `ga4@1;engaged_after=15s`. Another
    /// definition is another series.
    public var definition: String
    /// One sentence for people.
    public var title: String
    /// Where the market's definition comes from.
    public var source: String
    /// What the value is measured in.
    public var unit: Unit
    /// In which direction the value improves.
    public var better: Direction
    /// Whether numerator and denominator belong to the same things.
    public var basis: Basis
    /// How the value is computed.
    public var formula: Formula
    /// How long values can still be settled.
    public var settle: Settle
    /// How many of the counted things are not settled yet; nil: the end of the window settles all.
    public var open: Expression?
    /// How unsettled things can move the value.
    public var openMoves: OpenMoves
    /// How far back before a window's start the application must have seen everything, ms.
    public var lookBack: Int64
    /// Which windows it is computed for.
    public var windows: Windows
    /// The windows that its definition names; nil: those that `windows` allows.
    public var sizes: [WindowShape]?
    /// The scores behind it, which travel with finals.
    public var tally: Tally?
    /// Whether it is among the KPIs where settings name none.
    public var isUsual = true
    /// What others on the market do, for people; empty: nothing is known.
    public var market = ""
    /// Lists of dimension names to group by where a selection names none.
    public var by: [[String]] = []
    /// What its values should be; nil: they are not judged.
    public var target: Target?
    /// Whether its values are parts of a whole by construction, so that none lies outside 0 to 1.
    ///
    /// What users divide by what, and call a cohort, may exceed 1: of that their definition has to say it.
    public internal(set) var isShare = false

    /// Whether its definition says that it is no part of a whole: it has no interval of one then.
    public internal(set) var isNoShare = false

    /// A definition; what is not said holds for a count of events.
    public init(
        _ id: String,
        definition: String,
        title: String,
        source: String,
        unit: Unit,
        better: Direction,
        basis: Basis,
        formula: Formula,
        settle: Settle = .none,
        open: Expression? = nil,
        openMoves: OpenMoves = .unknown,
        lookBack: Int64 = 0,
        windows: Windows = .bySettle
    ) {
        self.id = id
        self.definition = definition
        self.title = title
        self.source = source
        self.unit = unit
        self.better = better
        self.basis = basis
        self.formula = formula
        self.settle = settle
        self.open = open
        self.openMoves = openMoves
        self.lookBack = lookBack
        self.windows = windows
    }

    /// What a value is measured in.
    public enum Unit: String, Sendable, CaseIterable {
        case ratio, count, seconds, percent, currency, score
    }

    /// The direction of improvement.
    public enum Direction: String, Sendable, CaseIterable { case higher, lower, none }

    /// Cohort: the numerator is credited to the window of its denominator.
    public enum Basis: String, Sendable { case cohort, flow }

    /// What the settling of an open thing can do.
    public enum OpenMoves: Sendable, Hashable {
        /// It may add to the numerator.
        case numeratorUp
        /// It may take from the numerator (an undecided session that still counts as bounced).
        case numeratorDown
        /// It is not known how far the value can move before it is final.
        case unknown
    }

    /// Which window sizes a KPI has when settings name none.
    public enum Windows: Sendable, Hashable {
        /// Every configured size of at least a 200th of the settle time.
        case bySettle
        /// Configured sizes of at least a day.
        case days
        /// Configured sizes of at least this, ms.
        case atLeast(Int64)
        /// Exactly one day: what counts each person once a day does not add up over days.
        case oneDay
        /// One sliding window of a size, advancing by a hop; both in ms.
        case sliding(size: Int64, hop: Int64)
    }
}
