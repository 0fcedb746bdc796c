// SPDX-License-Identifier: Apache-2.0

import Events
import YAMLText

/// Reads one entry under `measures`.
struct MeasureReader {
    /// `fold`, `of` and `where` of the entry.
    private let fold: YAMLNode
    private let of: YAMLNode
    /// The types of events under `of`; none where it names another fact.
    private let types: [YAMLNode]
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
        if case .sequence(let items) = of.content {
            types = items
        } else {
            types = of.text.hasPrefix(FactKind.eventPrefix) ? [of] : []
        }
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
                hint: "write `count`, `sum QUANTITY`, `distinct ITEM` or `top DIMENSION`"
            )
        }
        if case .sequence = of.content { return try event(words[0], quantity) }
        if !types.isEmpty { return try event(words[0], quantity) }
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
        if let condition {
            let read = try ConditionReader(condition, isEvent: false)
            filter = FactFilter(channels: read.channels, flags: read.flags, metric: read.metric)
        }
        switch (fold, quantity) {
        case ("count", nil):
            let measure = Measure(.count, of: kind, where: filter)
            return .fold(.measure(measure), measure, .number)
        case ("distinct", "person") where kind.hasItem:
            let measure = Measure(.distinct, of: kind, where: filter)
            return .fold(.measure(measure), measure, .number)
        case ("sum", "duration") where kind == .sessionEnded:
            let measure = Measure(.sumValue, of: kind, where: filter)
            return .fold(.thousandths(measure), measure, .time)
        case ("sum", "views") where kind == .sessionEnded:
            let measure = Measure(.sumCount, of: kind, where: filter)
            return .fold(.measure(measure), measure, .number)
        case ("sum", "change") where kind == .totalsChanged:
            let measure = Measure(.sumValue, of: kind, where: filter)
            return .fold(.units(measure), measure, .number)
        case ("top", "entry") where kind == .sessionStarted,
            ("top", "exit") where kind == .sessionEnded:
            return .list(Measure(.top, of: kind, where: filter))
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
        var selection = try selection()
        if let condition {
            let read = try ConditionReader(condition, isEvent: true)
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
        case ("top", let word?):
            guard let dimension = Dimension(key: word) else {
                throw unsuited(Dimension.allCases.map { "top \($0.key)" })
            }
            selection.listed = dimension
            selection.tests.append(.listed(dimension))
            return .list(Measure(.top, ofEvents: selection))
        default: throw unsuited(["count", "sum value", "distinct person", "top object"])
        }
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
        if self == .sessionEnded { folds += ["sum duration", "sum views"] }
        if self == .totalsChanged { folds.append("sum change") }
        if self == .sessionStarted { folds.append("top entry") }
        if self == .sessionEnded { folds.append("top exit") }
        return folds
    }
}
