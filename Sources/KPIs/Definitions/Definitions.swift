// SPDX-License-Identifier: Apache-2.0

public import YAMLText

/// Measures and KPIs as they are written in YAML: the built-in ones, and those that users add.
///
/// The page "Definitions" tells the language. Reading is for the start; any thread.
public struct Definitions: Sendable {
    /// The catalogue that comes with the program.
    public static let builtIn: Definitions = {
        var definitions = Definitions()
        let errors = definitions.add(Array(Catalogue.yaml.utf8), file: "catalogue")
        precondition(errors.isEmpty, errors.map(\.description).joined(separator: "\n"))
        definitions.own = []
        definitions.markShares()
        return definitions
    }()

    /// What each name stands for.
    private(set) var measures: [String: NamedMeasure] = [:]
    /// Names that users gave; others they may give to something else.
    private var own: Set<String> = []
    /// KPIs in the order of writing.
    private(set) var drafts: [KPIDraft] = []

    /// No definitions.
    init() {}

    /// All KPIs in the order of writing; ids differ.
    ///
    /// - Parameter parameters: What settings say of sessions and attribution. A value that differs
    ///   from its default is part of the definition string of each KPI that depends on it.
    /// - Returns: The KPIs.
    public func kpis(parameters: Catalogue.Parameters = Catalogue.Parameters()) -> [KPI] {
        drafts.map { $0.kpi(parameters) }
    }

    /// Adds what a file defines; a KPI whose id is there already replaces it.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - file: What errors call it.
    /// - Returns: What is wrong with it, in the order of finding; none: all of it holds.
    public mutating func add(_ bytes: [UInt8], file: String) -> [TextError] {
        do throws(TextError) {
            var reader = try YAMLReader(bytes, place: .file(name: file))
            let root = try reader.read()
            var errors = reader.errors
            try add(root, &errors)
            return errors
        } catch {
            return [error]
        }
    }

    /// Ratios of cohorts are parts of a whole, unless their definition says otherwise; of those that
    /// users write it must say so.
    private mutating func markShares() {
        for place in drafts.indices where drafts[place].saysShare == nil {
            let kpi = drafts[place].kpi
            drafts[place].kpi.isShare = kpi.unit == .ratio && kpi.basis == .cohort
        }
    }

    private mutating func add(_ root: YAMLNode, _ errors: inout [TextError]) throws(TextError) {
        let sections = try KeyReader(
            root,
            of: "a file of definitions",
            keys: ["measures", "kpis"],
            &errors
        )
        if let node = sections["measures"] { addMeasures(node, &errors) }
        resolveFormulas(&errors)
        let resolver = FormulaResolver(measures: measures)
        var written: [String: TextLocation] = [:]
        for node in try sections.list("kpis") ?? [] {
            do throws(TextError) {
                let reader = try KPIReader(node, resolver, &errors)
                if let first = written.updateValue(reader.location, forKey: reader.id) {
                    throw TextError(
                        message: "\(reader.id) is defined twice, first at \(first)",
                        location: reader.location,
                        hint: "remove one of them, or give it another id"
                    )
                }
                let place = drafts.firstIndex { $0.kpi.id == reader.id }
                let draft = try reader.draft(replacing: place.map { drafts[$0] })
                if let place { drafts[place] = draft } else { drafts.append(draft) }
            } catch {
                if !errors.contains(error) { errors.append(error) }
            }
        }
    }

    private mutating func addMeasures(_ node: YAMLNode, _ errors: inout [TextError]) {
        guard case .mapping(let entries) = node.content else {
            errors.append(
                TextError(
                    message: "`measures` must be a mapping, not \(node.kind)",
                    location: node.location,
                    hint: "write names and what they measure"
                )
            )
            return
        }
        for entry in entries {
            do throws(TextError) {
                try checkName(entry)
            } catch {
                errors.append(error)
                continue
            }
            own.insert(entry.key)
            do throws(TextError) {
                if case .scalar = entry.value.content {
                    measures[entry.key] = .formula(try FormulaTree(entry.value), entry.value)
                } else {
                    let reader = try MeasureReader(entry.key, entry.value, &errors)
                    measures[entry.key] = try reader.measure()
                }
            } catch {
                errors.append(error)
                measures[entry.key] = .faulty(error)
            }
        }
    }

    private func checkName(_ entry: YAMLNode.Entry) throws(TextError) {
        let letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
        let isName =
            entry.key.utf8.allSatisfy { letters.utf8.contains($0) }
            && entry.key.utf8.first.map { !(0x30...0x39).contains($0) } == true
        guard isName, entry.key != "else" else {
            throw TextError(
                message: "\(entry.key.quoted) is no name of a measure",
                location: entry.keyLocation,
                hint: "use a-z, 0-9 and `_`, a letter first, and not `else`"
            )
        }
        guard !own.contains(entry.key) else {
            throw TextError(
                message: "there is a measure \(entry.key.quoted) already",
                location: entry.keyLocation,
                hint: "choose another name"
            )
        }
    }

    /// Puts what they come to in the place of formulas: nothing that is read later changes them.
    private mutating func resolveFormulas(_ errors: inout [TextError]) {
        let resolver = FormulaResolver(measures: measures)
        for name in measures.keys.sorted() {
            guard case .formula(let tree, let node) = measures[name] else { continue }
            do throws(TextError) {
                let (expression, kind) = try resolver.expression(tree, node, within: [name])
                try resolver.check(expression, node)
                measures[name] = .expression(expression, kind)
            } catch {
                if !errors.contains(error) { errors.append(error) }
            }
        }
    }
}
