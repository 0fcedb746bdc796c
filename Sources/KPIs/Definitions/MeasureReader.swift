// SPDX-License-Identifier: Apache-2.0

import Events
import YAMLText

/// Reads one entry under `measures`.
struct MeasureReader {
    /// `fold`, `of` and `where` of the entry.
    private let fold: YAMLNode
    private let of: YAMLNode
    private let condition: YAMLNode?

    /// Reads a mapping; a text is a formula and not for here.
    init(_ name: String, _ node: YAMLNode, _ errors: inout [TextError]) throws(TextError) {
        let entries = try KeyReader(
            node,
            of: "the measure \(name.quoted)",
            keys: ["fold", "of", "where"],
            &errors
        )
        fold = try entries.required("fold", "such as `fold: count`")
        of = try entries.required("of", "such as `of: event.order`")
        condition = entries["where"]
    }

    /// The measure.
    func measure() throws(TextError) -> NamedMeasure {
        let words = fold.text.split(separator: " ").map(String.init)
        let quantity = words.count == 2 ? words[1] : nil
        guard words.count == (words.first == "count" ? 1 : 2) else {
            throw TextError(
                message: "\(fold.text.quoted) is no fold",
                location: fold.location,
                hint: "write `count`, `sum QUANTITY` or `distinct ITEM`"
            )
        }
        if of.text.hasPrefix(FactKind.eventPrefix) {
            return try event(words[0], quantity)
        }
        guard let kind = FactKind(name: of.text) else {
            let nearest = NearestName.to(of.text, among: FactKind.allNames)
            throw TextError(
                message: "no fact is called \(of.text.quoted)",
                location: of.location,
                hint: "did you mean `\(nearest)`?"
            )
        }
        return try fact(kind, words[0], quantity)
    }

    // MARK: - Facts of trackers

    private func fact(
        _ kind: FactKind,
        _ fold: String,
        _ quantity: String?
    ) throws(TextError) -> NamedMeasure {
        var filter = FactFilter()
        var goals: [String] = []
        var words = ""
        if let condition {
            let read = try FactConditionReader(condition, of: kind)
            (filter, goals, words) = (read.filter, read.goals, read.words)
        }
        func measure(_ fold: Fold) -> Measure {
            var measure = Measure(fold, of: kind, where: filter)
            (measure.goals, measure.words) = (goals, words)
            return measure
        }
        switch (fold, quantity) {
        case ("count", nil): return .fold(.measure(measure(.count)), measure(.count), .number)
        case ("distinct", "person") where kind.hasItem:
            return .fold(.measure(measure(.distinct)), measure(.distinct), .number)
        case ("sum", let name?):
            guard let quantity = kind.quantities.first(where: { $0.name == name }) else {
                throw unsuited(kind.folds)
            }
            let sum = measure(quantity.place == .value ? .sumValue : .sumCount)
            return .fold(quantity.expression(of: sum), sum, quantity.kind)
        default: throw unsuited(kind.folds)
        }
    }

    private func unsuited(_ folds: [String]) -> TextError {
        let known = folds.map { "`\($0)`" }.joined(separator: ", ")
        return TextError(
            message: "\(of.text.quoted) cannot be folded by \(fold.text.quoted)",
            location: fold.location,
            hint: "it has \(known)"
        )
    }

    // MARK: - Events

    private func event(_ fold: String, _ quantity: String?) throws(TextError) -> NamedMeasure {
        let name = String(of.text.dropFirst(FactKind.eventPrefix.count))
        guard !name.isEmpty else {
            throw TextError(
                message: "`event.` lacks the type",
                location: of.location,
                hint: "write it behind the point, such as `event.order`"
            )
        }
        // A type outside the native list is one of the user's own.
        let type = EventType.allCases.first { $0.name == name && $0 != .other } ?? .other
        var selection = EventSelection(type, ownType: type == .other ? name : nil)
        if let condition {
            let read = try ConditionReader(condition)
            selection.tests = read.tests
            selection.takesMachines = read.takesMachines
            selection.words = read.words
        }
        switch (fold, quantity) {
        case ("count", nil):
            let measure = Measure(.count, ofEvents: selection)
            return .fold(.measure(measure), measure, .number)
        case ("distinct", let item?):
            guard let item = EventItem(word: item) else {
                throw unsuited(EventItem.allCases.map { "distinct \($0)" })
            }
            selection.item = item
            selection.tests.append(.item(item, isPresent: true))
            let measure = Measure(.distinct, ofEvents: selection)
            return .fold(.measure(measure), measure, .number)
        case ("sum", let quantity?):
            guard let quantity = EventQuantity(word: quantity) else {
                throw unsuited(EventQuantity.allCases.map { "sum \($0)" })
            }
            return sum(quantity, selection)
        default: throw unsuited(["count", "sum value", "distinct person"])
        }
    }

    /// Only events that give the quantity, and one that can be summed, are taken.
    private func sum(_ quantity: EventQuantity, _ selection: EventSelection) -> NamedMeasure {
        var selection = selection
        selection.quantity = quantity
        selection.tests.append(.number(quantity, low: -quantity.limit, high: quantity.limit))
        let measure = Measure(.sumValue, ofEvents: selection)
        return switch quantity {
        case .value: .fold(.units(measure), measure, .amount)
        case .duration: .fold(.thousandths(measure), measure, .time)
        case .score, .scale, .sentiment: .fold(.thousandths(measure), measure, .number)
        }
    }
}

extension FactKind {
    /// Folds of facts of the kind, as they are written.
    fileprivate var folds: [String] {
        var folds = ["count"]
        if hasItem { folds.append("distinct person") }
        folds += quantities.map { "sum \($0.name)" }
        return folds
    }
}
