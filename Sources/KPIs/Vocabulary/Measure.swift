// SPDX-License-Identifier: Apache-2.0

public import Events

/// A fold of filtered facts: what one cell of a row counts.
public struct Measure: Sendable, Hashable {
    /// The facts that are folded.
    public var fact: FactKind
    /// Which of them.
    public var filter: FactFilter
    /// How.
    public var fold: Fold
    /// Which events, for `FactKind.event`; nil for facts that a tracker makes.
    public var event: EventSelection?

    /// Goals of which one must have been reached; none: it does not matter.
    public var goals: [String] = []
    /// Goals of which each must have been reached.
    public var everyGoal: [String] = []

    /// The condition as it was written, for people.
    public var words = ""
    /// The dimension whose values it lists; a session's entry and exit are objects.
    public var listed: Dimension? { fold == .top ? event?.listed ?? .object : nil }

    /// A measure of events as they come.
    public init(_ fold: Fold, ofEvents event: EventSelection) {
        fact = .event
        filter = FactFilter()
        self.fold = fold
        self.event = event
    }

    /// A measure.
    public init(_ fold: Fold, of fact: FactKind, where filter: FactFilter = FactFilter()) {
        self.fact = fact
        self.filter = filter
        self.fold = fold
    }

    /// Whether what it sums is small: from -1 to 1, so that thousandths matter in its squares.
    var isSmall: Bool { event?.quantity == .sentiment || fact == .textLabeled }

    /// Whether what it sums can be below 0: all but times.
    var canBeNegative: Bool {
        if let event { return event.quantity != .duration }
        return fact.quantities.first { $0.place == .value }?.kind != .time
    }

    /// The same facts, folded otherwise.
    func folded(_ fold: Fold) -> Measure {
        var measure = self
        measure.fold = fold
        return measure
    }
}
