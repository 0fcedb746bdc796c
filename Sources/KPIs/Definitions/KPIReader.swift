// SPDX-License-Identifier: Apache-2.0

import Events
import YAMLText

/// Reads one entry under `kpis`.
struct KPIReader {
    private static let keys = [
        "id", "definition", "parameters", "title", "source", "unit", "better", "basis", "formula",
        "settle", "open", "open_moves", "look_back", "windows", "by", "usual", "market", "target",
        "limit", "share",
    ]

    let entry: KeyReader
    private let resolver: FormulaResolver
    /// The id, and where it stands.
    let id: String
    let location: TextLocation

    /// Reads the id.
    init(
        _ node: YAMLNode,
        _ resolver: FormulaResolver,
        _ errors: inout [TextError]
    ) throws(TextError) {
        self.resolver = resolver
        entry = try KeyReader(node, of: "a KPI", keys: Self.keys, &errors)
        let idNode = try entry.required("id", "such as `id: shop.revenue`")
        id = idNode.text
        location = idNode.location
        let isName = id.utf8.allSatisfy { byte in
            "abcdefghijklmnopqrstuvwxyz0123456789_.-".utf8.contains(byte)
        }
        guard !id.isEmpty, id.utf8.count <= 100, isName else {
            throw TextError(
                message: "\(id.quoted) is no id of a KPI",
                location: location,
                hint: "use at most 100 of a-z, 0-9, `_`, `.` and `-`"
            )
        }
    }

    /// The KPI; what the entry does not say is as in the definition that it replaces.
    func draft(replacing old: KPIDraft?) throws(TextError) -> KPIDraft {
        let formula = try formula(old)
        let kpi = KPI(
            id,
            definition: try definition(old),
            title: try entry.text("title") ?? old?.kpi.title ?? id,
            source: try entry.text("source") ?? old?.kpi.source ?? "own definition",
            unit: try unit(formula, old),
            better: try entry.word("better", KPI.Direction.allCases.map { ($0.rawValue, $0) })
                ?? old?.kpi.better ?? .none,
            basis: try entry.word("basis", [("flow", .flow), ("cohort", .cohort)])
                ?? old?.kpi.basis ?? .flow,
            formula: try limited(formula.formula)
        )
        var draft = KPIDraft(kpi: kpi, location: location)
        draft.kind = formula.kind
        draft.kpi.tally = entry["formula"] == nil ? old?.kpi.tally : formula.tally
        draft.kpi.isUsual = try entry.word("usual", [("yes", true), ("no", false)]) ?? true
        draft.kpi.market = try entry.text("market") ?? ""
        draft.saysShare = try entry.word("share", [("yes", true), ("no", false)])
        draft.kpi.isShare = draft.saysShare ?? isStillShare(kpi, old?.kpi)
        draft.kpi.isNoShare = draft.saysShare == false
        try setTimes(&draft, old)
        try checkCohort(draft.kpi)
        draft.fields = try fields() ?? old?.fields ?? []
        if let lists = try entry.list("by") {
            var by: [[String]] = []
            for list in lists {
                guard case .sequence(let names) = list.content else {
                    throw TextError(
                        message: "`by` holds lists of dimensions, not \(list.kind)",
                        location: list.location,
                        hint: "write [[campaign]]"
                    )
                }
                by.append(try names.map(dimension))
            }
            draft.kpi.by = by
        } else {
            draft.kpi.by = old?.kpi.by ?? []
        }
        draft.kpi.target =
            try entry["target"].map { node throws(TextError) in
                try TargetDraft(node).target(of: draft.kpi)
            } ?? old?.kpi.target
        return draft
    }

    /// Whether what it says anew leaves it the part of a whole that the old definition was.
    private func isStillShare(_ kpi: KPI, _ old: KPI?) -> Bool {
        guard let old, old.isShare else { return false }
        return kpi.formula == old.formula && kpi.unit == old.unit && kpi.basis == old.basis
    }

    private func dimension(_ node: YAMLNode) throws(TextError) -> String {
        let known = Dimension.allCases.map(\.key)
        guard !known.contains(node.text) else { return node.text }
        throw TextError(
            message: "\(id) names the dimension \(node.text.quoted), which does not exist",
            location: node.location,
            hint: "did you mean `\(NearestName.to(node.text, among: known))`?"
        )
    }

    // MARK: - What it is

    private func definition(_ old: KPIDraft?) throws(TextError) -> String {
        let node = try entry.required("definition", "such as `definition: own@1`")
        let parts = node.text.split(separator: "@", omittingEmptySubsequences: false)
        let isVersioned = parts.count == 2 && !parts[0].isEmpty && Int(parts[1]) != nil
        let isPlain = node.text.utf8.allSatisfy { byte in
            "abcdefghijklmnopqrstuvwxyz0123456789_@".utf8.contains(byte)
        }
        guard isVersioned, isPlain else {
            throw TextError(
                message: "\(node.text.quoted) is no definition string",
                location: node.location,
                hint: "write a name of a-z, 0-9 and `_`, and its version: `own@1`"
            )
        }
        if node.text == old?.kpi.definition {
            throw TextError(
                message:
                    "`\(node.text)` of \(id) is what the definition that it replaces is called",
                location: node.location,
                hint: "another definition is another series, so name it otherwise, such as `own@1`"
            )
        }
        return node.text
    }

    private func formula(_ old: KPIDraft?) throws(TextError) -> FormulaResolver.Resolved {
        if entry["formula"] == nil, let old {
            return FormulaResolver.Resolved(formula: old.kpi.formula, kind: old.kind)
        }
        let node = try entry.required("formula", "such as `formula: orders / visits`")
        return try resolver.formula(try FormulaTree(node), node)
    }

    /// The formula with the length of its list, where that is said.
    private func limited(_ formula: Formula) throws(TextError) -> Formula {
        guard let text = try entry.text("limit"), let node = entry["limit"] else { return formula }
        guard case .top(let measure, _) = formula else {
            throw TextError(
                message: "\(id) lists nothing that `limit` could limit",
                location: node.location,
                hint: "remove it, or write a formula such as `top(pages)`"
            )
        }
        guard let limit = Int(text), (1...Formula.mostTop).contains(limit) else {
            throw TextError(
                message: "`limit` must be a whole number from 1 to \(Formula.mostTop)",
                location: node.location,
                hint: "write one such as 20"
            )
        }
        return .top(measure, limit: limit)
    }

    private func unit(
        _ formula: FormulaResolver.Resolved,
        _ old: KPIDraft?
    ) throws(TextError) -> KPI.Unit {
        let unit = try entry.word("unit", KPI.Unit.allCases.map { ($0.rawValue, $0) })
        guard let unit = unit ?? old?.kpi.unit else {
            _ = try entry.required("unit", "such as `unit: count`")
            return .count
        }
        guard let kind = formula.kind, !kind.units.contains(unit) else { return unit }
        let fitting = kind.units.map(\.rawValue).joined(separator: ", ")
        throw TextError(
            message: "units clash: the formula of \(id) gives \(kind.rawValue), "
                + "which is not measured in `\(unit.rawValue)`",
            location: entry["unit"]?.location ?? location,
            hint: "its unit can be \(fitting)"
        )
    }

    private func fields() throws(TextError) -> [Catalogue.Parameters.Field]? {
        guard let list = try entry.list("parameters") else { return nil }
        var fields: [Catalogue.Parameters.Field] = []
        for node in list {
            let known = Catalogue.Parameters.Field.all
            guard let field = known.first(where: { $0.name == node.text }) else {
                throw TextError(
                    message: "\(node.text.quoted) is no parameter",
                    location: node.location,
                    hint: "did you mean `\(NearestName.to(node.text, among: known.map(\.name)))`?"
                )
            }
            fields.append(field)
        }
        return fields
    }

    /// A share of things is one only if both are counted in the same window.
    private func checkCohort(_ kpi: KPI) throws(TextError) {
        guard kpi.basis == .cohort, kpi.formula.isQuotient else { return }
        let owners = kpi.measures.reduce(into: [String]()) { owners, measure in
            if !owners.contains(measure.fact.owner) { owners.append(measure.fact.owner) }
        }
        guard owners.count > 1 else { return }
        throw TextError(
            message: "the parts of \(id) are counted in different windows: in those of "
                + owners.joined(separator: " and "),
            location: entry["formula"]?.location ?? location,
            hint: "divide what belongs together, or say `basis: flow`"
        )
    }

    // MARK: - When it holds

    private func setTimes(_ draft: inout KPIDraft, _ old: KPIDraft?) throws(TextError) {
        draft.kpi.settle = try settle() ?? old?.kpi.settle ?? .none
        draft.kpi.openMoves =
            try entry.word(
                "open_moves",
                [
                    ("numerator_up", .numeratorUp), ("numerator_down", .numeratorDown),
                    ("unknown", .unknown),
                ]
            ) ?? old?.kpi.openMoves ?? .unknown
        if let node = entry["open"] {
            draft.kpi.open = try resolver.expression(try FormulaTree(node), node).0
        } else {
            draft.kpi.open = entry["formula"] == nil ? old?.kpi.open : nil
        }
        if let text = try entry.text("look_back"), let node = entry["look_back"] {
            draft.lookBack =
                text == "attribution" ? .attribution : .fixed(try duration(text, node))
        } else if let old {
            draft.lookBack = old.lookBack
        }
        draft.kpi.windows = old?.kpi.windows ?? .bySettle
        draft.kpi.sizes = old?.kpi.sizes
        if let node = entry["windows"] { try setWindows(&draft.kpi, node) }
        try checkWindows(draft.kpi)
    }

    private func settle() throws(TextError) -> Settle? {
        if let text = try entry.text("settle"), let fixed = DurationText.milliseconds(text) {
            return .fixed(fixed)
        }
        let words: [(String, Settle)] = [
            ("none", .none), ("web_session", .webSession), ("app_session", .appSession),
            ("delivery", .delivery), ("attribution", .attribution),
        ]
        do throws(TextError) {
            return try entry.word("settle", words)
        } catch {
            let hint = error.hint + " A duration such as `4h` is possible, too"
            throw TextError(message: error.message, location: error.location, hint: hint)
        }
    }
}

extension Formula {
    /// Whether it divides one count by another.
    fileprivate var isQuotient: Bool {
        switch self {
        case .ratio, .net, .spread: true
        default: false
        }
    }
}
