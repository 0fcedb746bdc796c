// SPDX-License-Identifier: Apache-2.0

import Events
import YAMLText

/// Reads one entry under `measures`.
struct MeasureReader {
    private let fold: FoldText
    private let of: YAMLNode
    /// The types of events under `of`; none where it names another fact.
    private let types: [YAMLNode]
    private let condition: YAMLNode?

    /// Reads a mapping; a text is a formula and not for here.
    init(_ name: String, _ node: YAMLNode, _ errors: inout [TextError]) throws(TextError) {
        let entries = try KeyReader(
            node,
            of: "the measure \(name.quoted)",
            keys: ["fold", "of", "where", "per"],
            &errors
        )
        var fold = try FoldText(try entries.required("fold", "such as `fold: count`"))
        of = try entries.required("of", "such as `of: event.order`")
        if case .sequence(let items) = of.content {
            types = items
        } else {
            types = of.text.hasPrefix(FactKind.eventPrefix) ? [of] : []
        }
        condition = entries["where"]
        if let per = entries["per"] { try fold.count(per: per) }
        self.fold = fold
    }

    /// The measure.
    func measure() throws(TextError) -> NamedMeasure {
        if !types.isEmpty { return try event() }
        if case .sequence = of.content { return try event() }
        guard let kind = FactKind(name: of.text) else {
            let nearest = NearestName.to(of.text, among: FactKind.allNames)
            throw TextError(
                message: "no fact is called \(of.text.quoted)",
                location: of.location,
                hint: "did you mean `\(nearest)`?"
            )
        }
        return try fact(kind)
    }

    // MARK: - Facts of trackers

    private func fact(_ kind: FactKind) throws(TextError) -> NamedMeasure {
        var taken = Measure(.count, of: kind)
        if let condition {
            let read = try FactConditionReader(condition, of: kind)
            (taken.filter, taken.words) = (read.filter, read.words)
            (taken.goals, taken.everyGoal) = (read.goals, read.everyGoal)
        }
        switch fold.kind {
        case .count: return .fold(.measure(taken), taken, .number)
        case .distinct("person") where kind.hasItem:
            let measure = taken.folded(.distinct)
            return .fold(.measure(measure), measure, .number)
        case .sum(let name):
            let quantity = try quantity(name, of: kind)
            let given = quantity.given(in: taken)
            let sum = given.folded(quantity.place == .value ? .sumValue : .sumCount)
            return .fold(quantity.expression(of: sum), sum, quantity.kind)
        case .mean(let name):
            let quantity = try quantity(name, of: kind)
            guard quantity.place == .value else { throw fold.unsuited(to: of, kind.folds) }
            let sum = quantity.given(in: taken).folded(.sumValue)
            return .mean(sum, steps: quantity.meanSteps, quantity.kind)
        case .tally(let name, let scores):
            let quantity = try quantity(name, of: kind)
            let counts = scores.map { score in taken.restricted(to: score, quantity) }
            return .tally(Tally(first: scores.lowerBound, counts: counts))
        case .top("entry") where kind == .sessionStarted,
            .top("exit") where kind == .sessionEnded:
            return .list(taken.folded(.top))
        default: throw fold.unsuited(to: of, kind.folds)
        }
    }

    private func quantity(_ name: String, of kind: FactKind) throws(TextError) -> FactQuantity {
        guard let quantity = kind.quantities.first(where: { $0.name == name }) else {
            throw fold.unsuited(to: of, kind.folds)
        }
        return quantity
    }

    // MARK: - Events

    private func event() throws(TextError) -> NamedMeasure {
        let selection = try condition(try selection())
        try checkName(selection)
        switch fold.kind {
        case .count:
            let measure = Measure(.count, ofEvents: selection)
            return .fold(.measure(measure), measure, .number)
        case .distinct(let name):
            guard let item = EventItem(word: name) else {
                throw fold.unsuited(to: of, EventItem.allCases.map { "distinct \($0)" })
            }
            var selection = selection
            selection.item = item
            selection.tests.append(.item(item, isPresent: true))
            let measure = Measure(.distinct, ofEvents: selection)
            return .fold(.measure(measure), measure, .number)
        case .top(let name):
            guard let dimension = Dimension(key: name) else {
                throw fold.unsuited(to: of, Dimension.allCases.map { "top \($0.key)" })
            }
            var selection = selection
            selection.listed = dimension
            selection.tests.append(.listed(dimension))
            return .list(Measure(.top, ofEvents: selection))
        case .sum(let name), .mean(let name), .least(let name), .greatest(let name),
            .last(let name), .tally(let name, _):
            guard let quantity = EventQuantity(word: name) else {
                let scores = fold.name == "tally" ? " 0..10" : ""
                let folds = EventQuantity.allCases.map { "\(fold.name) \($0)\(scores)" }
                throw fold.unsuited(to: of, folds)
            }
            return measure(of: quantity, selection)
        }
    }

    /// Events of an own type carry that type where others carry their name.
    private func checkName(_ selection: EventSelection) throws(TextError) {
        guard let own = selection.ownType else { return }
        let asksName = selection.tests.contains { if case .name = $0 { true } else { false } }
        guard asksName || fold.kind == .top(Dimension.name.key) else { return }
        throw TextError(
            message: "events of the type \(own.quoted) have no `name` beside their type",
            location: asksName ? condition?.location ?? of.location : of.location,
            hint: "tell them apart by types of their own, or by a dimension such as `object`"
        )
    }

    private func condition(_ all: EventSelection) throws(TextError) -> EventSelection {
        var selection = all
        if let condition {
            let read = try ConditionReader(condition)
            selection.tests = read.tests
            selection.takesMachines = read.takesMachines
            selection.words = read.words
        }
        return selection
    }

    /// Every event of the types under `of`.
    private func selection() throws(TextError) -> EventSelection {
        var selection = EventSelection()
        for node in types {
            let name = String(node.text.dropFirst(FactKind.eventPrefix.count))
            guard node.text.hasPrefix(FactKind.eventPrefix), !name.isEmpty else {
                throw TextError(
                    message: "\(node.text.quoted) is no type of events",
                    location: node.location,
                    hint: "write it behind `event.`, such as `event.order`"
                )
            }
            // A type outside the native list is one of the user's own.
            let type = EventType.allCases.first { $0.name == name && $0 != .other } ?? .other
            guard !selection.types.contains(type) else {
                throw TextError(
                    message: type == .other
                        ? "two types of your own are in one list"
                        : "\(name.quoted) is listed twice",
                    location: node.location,
                    hint: "remove it, or add up measures"
                )
            }
            selection.types.append(type)
            if type == .other { selection.ownType = name }
        }
        guard !selection.types.isEmpty else {
            throw TextError(
                message: "the list of types is empty",
                location: of.location,
                hint: "write [event.reaction, event.comment]"
            )
        }
        return selection
    }

    /// Only events that give the quantity, and one that can be summed, are taken.
    private func measure(
        of quantity: EventQuantity,
        _ selection: EventSelection
    ) -> NamedMeasure {
        var selection = selection
        selection.quantity = quantity
        let all = selection
        selection.tests.append(.number(quantity, low: -quantity.limit, high: quantity.limit))
        let sum = Measure(.sumValue, ofEvents: selection)
        let steps = quantity.steps == 1 ? 1_000 : quantity.steps
        switch fold.kind {
        case .mean: return .mean(sum, steps: steps, quantity.kind)
        case .least: return .single(sum.folded(.least), time: nil, steps: steps, quantity.kind)
        case .greatest:
            return .single(sum.folded(.greatest), time: nil, steps: steps, quantity.kind)
        case .last:
            let time = sum.folded(.lastTime)
            return .single(sum.folded(.last), time: time, steps: steps, quantity.kind)
        case .tally(_, let scores):
            let counts = scores.map { score in
                var one = all
                let (low, high) = (Double(score) - 0.5, (Double(score) + 0.5).nextDown)
                one.tests.append(.number(quantity, low: low, high: high))
                one.words = [all.words, "\(quantity) \(score)"].filter { !$0.isEmpty }
                    .joined(separator: " and ")
                return Measure(.count, ofEvents: one)
            }
            return .tally(Tally(first: scores.lowerBound, counts: counts))
        default:
            return switch quantity {
            case .value: .fold(.units(sum), sum, .amount)
            default: .fold(.thousandths(sum), sum, quantity.kind)
            }
        }
    }
}

extension EventQuantity {
    /// What it measures.
    fileprivate var kind: QuantityKind {
        switch self {
        case .value: .amount
        case .duration: .time
        case .score, .scale, .sentiment, .weighted, .times: .number
        }
    }
}

extension FactQuantity {
    /// How many steps of the kept number make one of what means are told in (of a time: seconds).
    fileprivate var meanSteps: Double { kind == .time ? 1_000 : steps }
}

extension Measure {
    /// Only facts whose quantity is a score or nearest to it.
    fileprivate func restricted(to score: Int, _ quantity: FactQuantity) -> Measure {
        var measure = self
        let (middle, half) = (Int64(Double(score) * quantity.steps), Int64(quantity.steps / 2))
        let range = middle - half...max(middle - half, middle + half - 1)
        switch quantity.place {
        case .value: measure.filter.values = filter.values.intersection(range)
        case .count: measure.filter.counts = filter.counts.intersection(range)
        }
        measure.words = [words, "\(quantity.name) \(score)"].filter { !$0.isEmpty }
            .joined(separator: " and ")
        return measure
    }
}

extension FactKind {
    /// Folds of facts of the kind, as they are written.
    fileprivate var folds: [String] {
        var folds = ["count"]
        if hasItem { folds.append("distinct person") }
        for quantity in quantities {
            folds.append("sum \(quantity.name)")
            if quantity.place == .value { folds.append("mean \(quantity.name)") }
            if quantity.kind != .time { folds.append("tally \(quantity.name) 0..10") }
        }
        if self == .sessionStarted { folds.append("top entry") }
        if self == .sessionEnded { folds.append("top exit") }
        return folds
    }
}
