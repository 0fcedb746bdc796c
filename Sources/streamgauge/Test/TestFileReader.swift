// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import KPIs
import Settings
import YAMLText

/// Reads a file of tests: `definitions` and `tests`, each with `events` and `expect`.
struct TestFileReader {
    /// Files of definitions that are tested, besides the catalogue.
    private(set) var definitions: [String] = []
    /// The tests in the order of writing.
    private(set) var tests: [DefinitionTest] = []

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - file: what errors call it, and what paths of definitions are relative to.
    /// - Throws: the first thing that makes no sense, with its place.
    init(_ bytes: [UInt8], file: String) throws(SettingsError) {
        var reader = try YAMLReader(bytes, place: .file(name: file))
        let root = try reader.read()
        if let error = reader.errors.first { throw error }
        let entries = try root.entries("a file of tests", ["definitions", "tests"])
        // Files of definitions stand beside the file of tests, wherever the command is given.
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
        definitions =
            try entries["definitions"]?.value.items("`definitions`")
            .map { $0.text.hasPrefix("/") ? $0.text : folder + $0.text } ?? []
        guard let list = entries["tests"]?.value else {
            throw SettingsError(
                message: "the file has no `tests`",
                location: root.location,
                hint: "add them, each with `events` and `expect`"
            )
        }
        for node in try list.items("`tests`") { tests.append(try Self.test(node)) }
    }

    private static func test(_ node: YAMLNode) throws(SettingsError) -> DefinitionTest {
        let entries = try node.entries(
            "a test",
            ["name", "zone", "windows", "tables", "events", "expect"]
        )
        let name = entries["name"]?.value.text ?? "at \(node.location)"
        var records: [String] = []
        for event in try entries["events"]?.value.items("`events`") ?? [] {
            records.append(try record(event))
        }
        var expectations: [DefinitionTest.Expectation] = []
        for value in try entries["expect"]?.value.items("`expect`") ?? [] {
            expectations.append(try expectation(value))
        }
        guard !records.isEmpty, !expectations.isEmpty else {
            throw SettingsError(
                message: "the test \(name.quoted) has no events or expects nothing",
                location: node.location,
                hint: "give it both, or it could not fail"
            )
        }
        return DefinitionTest(
            name: name,
            windows: try entries["windows"]?.value.items("`windows`").map(\.text) ?? [],
            zone: entries["zone"]?.value.text,
            tables: try entries["tables"].map { entry throws(SettingsError) in
                try tables(entry.value)
            } ?? [],
            records: records,
            expectations: expectations
        )
    }

    // MARK: - Events

    private static let numbers: Set = ["value", "score", "scale", "time", "received", "sentiment"]
    private static let flags: Set = ["human", "paid", "own"]
    /// Definitions say it in the words of the left side.
    private static let answers = ["yes": "true", "no": "false"]

    /// The record of an event; `at` is its time as a duration since the tests' begin.
    private static func record(_ node: YAMLNode) throws(SettingsError) -> String {
        guard case .mapping(let entries) = node.content else {
            throw SettingsError(
                message: "an event must be a mapping, not \(node.kind)",
                location: node.location,
                hint: "write { type: order, at: 10s, value: 5 }"
            )
        }
        var members: [String] = []
        for entry in entries {
            switch entry.value.content {
            case .mapping(let totals) where entry.key == "totals":
                let inner = totals.map { "\(quoted($0.key)):\($0.value.text)" }
                members.append("\"totals\":{\(inner.joined(separator: ","))}")
            case .scalar(let text) where entry.key == "at":
                members.append("\"time\":\(try moment(text, entry.value))")
            case .scalar(let text):
                let isBare =
                    flags.contains(entry.key)
                    || numbers.contains(entry.key) && Double(text) != nil
                let written = flags.contains(entry.key) ? answers[text] ?? text : text
                members.append("\(quoted(entry.key)):\(isBare ? written : quoted(text))")
            default:
                throw SettingsError(
                    message: "\(entry.key.quoted) of an event must be a text or a number, "
                        + "not \(entry.value.kind)",
                    location: entry.value.location,
                    hint: "write it as in the native format"
                )
            }
        }
        return "{\(members.joined(separator: ","))}"
    }

    static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }

    // MARK: - Values

    private static func expectation(
        _ node: YAMLNode
    ) throws(SettingsError) -> DefinitionTest.Expectation {
        let compared = DefinitionTest.numbers + ["status", "top"]
        let known = ["kpi", "window", "at", "by", "target"] + compared
        let entries = try node.entries("an expected value", known)
        guard let kpi = entries["kpi"]?.value.text, let window = entries["window"]?.value else {
            throw SettingsError(
                message: "an expected value needs `kpi` and `window`",
                location: node.location,
                hint: "write { kpi: web.visits, window: 1h, value: 1 }"
            )
        }
        let start = try entries["at"].map { entry throws(SettingsError) in
            try moment(entry.value.text, entry.value)
        }
        var dimensions: [String: String] = [:]
        if let by = entries["by"]?.value {
            guard case .mapping(let pairs) = by.content else {
                throw SettingsError(
                    message: "`by` must be a mapping, not \(by.kind)",
                    location: by.location,
                    hint: "name the value of each dimension, such as { country: IT }"
                )
            }
            for pair in pairs { dimensions[pair.key] = pair.value.text }
        }
        guard compared.contains(where: { entries[$0] != nil }) else {
            throw SettingsError(
                message: "an expected value says nothing that could differ",
                location: node.location,
                hint: "add one of \(compared.joined(separator: ", "))"
            )
        }
        var numbers: [(name: String, value: Double?)] = []
        for name in DefinitionTest.numbers {
            guard let node = entries[name]?.value else { continue }
            let number = Double(node.text)
            guard number?.isFinite ?? (node.text == "none") else {
                throw SettingsError(
                    message: "`\(name)` must be a number or `none`, not \(node.kind)",
                    location: node.location,
                    hint: "write `none` where there is no value"
                )
            }
            numbers.append((name, number))
        }
        return DefinitionTest.Expectation(
            kpi: kpi,
            shape: try shape(window),
            start: start ?? DefinitionTest.begin,
            dimensions: dimensions,
            numbers: numbers,
            status: try entries["status"].map { entry throws(SettingsError) in
                try status(entry.value)
            },
            target: entries["target"].map { WrittenMapping($0.value) },
            top: try entries["top"].map { entry throws(SettingsError) in
                try list(entry.value)
            },
            location: node.location
        )
    }

    private static func status(_ node: YAMLNode) throws(SettingsError) -> String {
        let known = TargetStatus.allCases.map(\.name) + ["none"]
        if known.contains(node.text) { return node.text }
        throw SettingsError(
            message: "\(node.kind) is no status of a target",
            location: node.location,
            hint: "write one of \(known.joined(separator: ", "))"
        )
    }

    /// A list of values with their counts, larger counts first: `{ /a: 3, /b: 1 }`.
    private static func list(
        _ node: YAMLNode
    ) throws(SettingsError) -> [(value: String, count: Int64)] {
        guard case .mapping(let entries) = node.content else {
            throw SettingsError(
                message: "`top` must be a mapping, not \(node.kind)",
                location: node.location,
                hint: "write { /a: 3, /b: 1 }, larger counts first"
            )
        }
        var list: [(value: String, count: Int64)] = []
        for entry in entries {
            guard let count = Int64(entry.value.text) else {
                throw SettingsError(
                    message: "\(entry.key.quoted) has no count",
                    location: entry.value.location,
                    hint: "write a whole number"
                )
            }
            list.append((entry.key, count))
        }
        return list
    }

    private static func shape(_ node: YAMLNode) throws(SettingsError) -> WindowShape {
        if let shape = WindowShape(text: node.text) { return shape }
        return .tumbling(try time(node.text, node))
    }

    /// A moment: a time such as `2026-03-29T01:00:00Z`, or how long it is after the tests' begin.
    private static func moment(_ text: String, _ node: YAMLNode) throws(SettingsError) -> Int64 {
        // Whatever is no time of this form is read as a duration, which tells what is wrong.
        if text.contains("T"), let date = try? Date(text, strategy: .iso8601),
            // Else 30 February would be a day in March.
            date.formatted(.iso8601) == text
        {
            return Int64((date.timeIntervalSince1970 * 1_000).rounded())
        }
        return DefinitionTest.begin + (try time(text, node))
    }

    /// A time since the tests' begin: durations with blanks between them, `1d 2h`; `-5m` is before.
    static func time(_ text: String, _ node: YAMLNode) throws(SettingsError) -> Int64 {
        let isBefore = text.hasPrefix("-")
        var sum: Int64? = text.isEmpty ? nil : 0
        for part in text.drop(while: { $0 == "-" }).split(separator: " ") {
            let duration = DurationText.milliseconds(String(part))
            sum = sum.flatMap { sum in duration.map { sum + $0 } }
        }
        guard let sum else {
            throw SettingsError(
                message: "\(node.kind) is no duration",
                location: node.location,
                hint: "write whole numbers and units (ms, s, m, h, d), such as `1d 30s`"
            )
        }
        return isBefore ? -sum : sum
    }
}

extension YAMLNode {
    /// The entries of a mapping by key, all of which must be known.
    func entries(
        _ what: String,
        _ known: [String]
    ) throws(SettingsError) -> [String: Entry] {
        guard case .mapping(let entries) = content else {
            throw SettingsError(
                message: "\(what) must be a mapping, not \(kind)",
                location: location,
                hint: "write keys and values"
            )
        }
        for entry in entries where !known.contains(entry.key) {
            throw SettingsError(
                message: "\(what) has no key \(entry.key.quoted)",
                location: entry.keyLocation,
                hint: "its keys are \(known.joined(separator: ", "))"
            )
        }
        return Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0) })
    }

    /// The entries of a list.
    func items(_ what: String) throws(SettingsError) -> [YAMLNode] {
        guard case .sequence(let items) = content else {
            throw SettingsError(
                message: "\(what) must be a list, not \(kind)",
                location: location,
                hint: "write [ … ] or `- ` entries"
            )
        }
        return items
    }
}
