// SPDX-License-Identifier: Apache-2.0

/// A quantity that facts of a kind carry, by the name that definitions give it.
struct FactQuantity: Sendable, Equatable {
    /// Where a fact keeps it.
    enum Place: Sendable { case value, count }

    /// The name in definitions.
    let name: String
    /// Where a fact keeps it.
    let place: Place
    /// How many steps of the kept number make one.
    let steps: Double
    /// What it measures.
    let kind: QuantityKind
    /// What the fact holds where there is nothing to measure; nil: there always is.
    let missing: Int64?

    /// A quantity; a number of things in the fact's value unless said.
    init(
        _ name: String,
        in place: Place = .value,
        steps: Double = 1,
        kind: QuantityKind = .number,
        missing: Int64? = nil
    ) {
        self.name = name
        self.place = place
        self.steps = steps
        self.kind = kind
        self.missing = missing
    }

    /// Only facts that have something to measure: a first message ends no silence.
    func given(in measure: Measure) -> Measure {
        guard let missing else { return measure }
        var measure = measure
        let range = Int64.min...missing - 1
        switch place {
        case .value: measure.filter.values = measure.filter.values.intersection(range)
        case .count: measure.filter.counts = measure.filter.counts.intersection(range)
        }
        return measure
    }

    /// The expression that a sum of it comes to, in units (of a time: seconds).
    func expression(of measure: Measure) -> Expression {
        switch (steps, kind) {
        case (1_000, _), (1, .time): .thousandths(measure)
        case (1_000_000, _): .units(measure)
        default: .measure(measure)
        }
    }
}

extension FactKind {
    /// The quantities of facts of the kind.
    var quantities: [FactQuantity] {
        switch self {
        case .sessionEnded, .sessionClosed:
            [FactQuantity("duration", kind: .time), FactQuantity("views", in: .count)]
        case .sessionWatched:
            [FactQuantity("visible", kind: .time), FactQuantity("interactions", in: .count)]
        case .messageOpened, .messageClicked, .messageResponded, .messageUnsubscribed,
            .messageComplained, .messageBotClicked, .surveyReturned:
            [FactQuantity("delay", kind: .time)]
        case .personActive: [FactQuantity("gap", missing: Int64(Int32.max))]
        case .personReturned: [FactQuantity("day"), FactQuantity("previous", in: .count)]
        case .personReturnedWithin: [FactQuantity("day")]
        case .totalsChanged: [FactQuantity("change", steps: 1_000_000)]
        case .totalsRead: [FactQuantity("total", steps: 1_000_000)]
        case .answerGiven, .reviewGiven:
            [FactQuantity("score", steps: 1_000), FactQuantity("scale", in: .count, steps: 1_000)]
        case .textLabeled: [FactQuantity("sentiment", steps: 1_000)]
        case .moneySpent, .revenueAttributed:
            [FactQuantity("amount", steps: 1_000_000, kind: .amount)]
        case .buyerSpent:
            [
                FactQuantity("amount", steps: 1_000_000, kind: .amount),
                FactQuantity("days", in: .count),
            ]
        case .stageReached, .stageEntered: [FactQuantity("stage")]
        case .stageAdvanced: [FactQuantity("stage"), FactQuantity("to", in: .count)]
        case .fanWrote: [FactQuantity("silence", kind: .time, missing: .max)]
        case .personInteracted: [FactQuantity("times")]
        default: []
        }
    }

    /// The flags that facts of the kind can have, by their names in definitions.
    var namedFlags: [(name: String, flag: FactFlags)] {
        switch self {
        case .sessionEnded, .sessionClosed:
            [
                ("converted", .converted), ("engaged", .engaged), ("paged", .paged),
                ("acted", .acted), ("attended", .attended), ("permanent", .permanent),
            ]
        case .sessionWatched: [("permanent", .permanent)]
        case .messageSentBounced: [("hard", .hard), ("soft", .soft)]
        case .messageUnsubscribed: [("opened", .opened)]
        case .messageBotClicked: [("clicked", .clicked)]
        case .textLabeled:
            [("positive", .positive), ("neutral", .neutral), ("negative", .negative)]
        default: []
        }
    }

    /// Whether facts of the kind are about one of several running totals.
    var hasMetric: Bool { self == .totalsChanged || self == .totalsRead }

    /// Whether facts of the kind name the goals that were reached.
    var hasGoals: Bool {
        switch self {
        case .sessionEnded, .sessionClosed, .goalReached: true
        default: false
        }
    }

    /// Whether the facts' word tells where a session came from.
    var hasTraffic: Bool {
        switch self {
        case .sessionStarted, .sessionEnded, .sessionClosed: true
        default: false
        }
    }
}

extension ClosedRange<Int64> {
    /// What nothing lies in.
    static var none: ClosedRange<Int64> { .min ... .min }

    /// What lies in both; of ranges apart, what nothing lies in: the largest number has a meaning.
    func intersection(_ other: ClosedRange<Int64>) -> ClosedRange<Int64> {
        let lower = Swift.max(lowerBound, other.lowerBound)
        let upper = Swift.min(upperBound, other.upperBound)
        return lower <= upper ? lower...upper : .none
    }
}
