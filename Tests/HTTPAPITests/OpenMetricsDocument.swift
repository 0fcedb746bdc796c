// SPDX-License-Identifier: Apache-2.0

/// A strict reader of OpenMetrics 1.0 text, for what this project writes: gauges, counters,
/// histograms without labels of their own, and info.
struct OpenMetricsDocument {
    private(set) var families: [String: Family] = [:]
    private var seen: Set<Series> = []

    struct Family {
        var kind = "unknown"
        var unit: String?
        var help: String?
        var samples: [Sample] = []
    }

    struct Sample: Equatable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    struct Failure: Error { let sentence: String }

    private struct Series: Hashable {
        var name: String
        var labels: [String: String]
    }

    init(_ text: String) throws {
        // By bytes: a carriage return and a line feed are one character.
        let lines = text.utf8.split(
            separator: UInt8(ascii: "\n"),
            omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        try Self.require(lines.count >= 2, "no line")
        try Self.require(lines.suffix(2) == ["# EOF", ""], "the last line is not # EOF")
        var current = ""
        for line in lines.dropLast(2) {
            if line.hasPrefix("# ") {
                try readMetadata(line, &current)
            } else {
                try readSample(line, in: current)
            }
        }
        for (name, family) in families { try Self.check(name, family) }
    }

    /// Descriptors come before the samples of their family, each once.
    private mutating func readMetadata(_ line: String, _ current: inout String) throws {
        let parts = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        try Self.require(parts.count == 4, "incomplete: \(line)")
        let name = String(parts[2])
        let text = String(parts[3])
        if name != current {
            try Self.require(families[name] == nil, "\(name) comes in two places")
            try Self.require(Self.isName(name), "not a name: \(name)")
            families[name] = Family()
            current = name
        }
        var family = families[name] ?? Family()
        try Self.require(family.samples.isEmpty, "after samples: \(line)")
        switch parts[1] {
        case "TYPE":
            try Self.require(family.kind == "unknown", "two kinds: \(line)")
            family.kind = text
        case "UNIT":
            try Self.require(family.unit == nil && name.hasSuffix("_" + text), "unit: \(line)")
            family.unit = text
        case "HELP":
            try Self.require(family.help == nil, "two texts: \(line)")
            family.help = try Self.unescaped(text)
        default: throw Failure(sentence: "no such descriptor: \(line)")
        }
        families[name] = family
    }

    private mutating func readSample(_ line: String, in family: String) throws {
        var scanner = LineScanner(line)
        let name = scanner.take { $0 != "{" && $0 != " " }
        var labels: [String: String] = [:]
        if scanner.skip("{") {
            repeat {
                let label = scanner.take { $0 != "=" }
                try Self.require(Self.isName(label) && !label.contains(":"), "label: \(line)")
                try Self.require(scanner.skip("=") && scanner.skip("\""), "quote: \(line)")
                let value = try Self.unescaped(scanner.takeQuoted())
                try Self.require(labels.updateValue(value, forKey: label) == nil, "twice: \(line)")
            } while scanner.skip(",")
            try Self.require(scanner.skip("}"), "brace: \(line)")
        }
        try Self.require(scanner.skip(" "), "space: \(line)")
        let series = Series(name: name, labels: labels)
        try Self.require(seen.insert(series).inserted, "twice: \(line)")
        try Self.require(families[family] != nil, "of no family: \(line)")
        let sample = Sample(name: name, labels: labels, value: try Self.number(scanner.rest))
        families[family]?.samples.append(sample)
    }

    private static func check(_ name: String, _ family: Family) throws {
        let suffixes: [String: Set<String>] = [
            "gauge": [""], "counter": ["_total"], "info": ["_info"],
            "histogram": ["_bucket", "_sum", "_count"],
        ]
        guard let allowed = suffixes[family.kind] else {
            throw Failure(sentence: "no such kind: \(family.kind)")
        }
        for suffix in ["_total", "_info", "_bucket", "_sum", "_count", "_created"] {
            try require(!name.hasSuffix(suffix), "\(name) ends like a sample")
        }
        for sample in family.samples {
            try require(
                sample.name.hasPrefix(name)
                    && allowed.contains("\(sample.name.dropFirst(name.count))"),
                "\(sample.name) is no sample of \(name)"
            )
            if family.kind != "gauge" { try require(sample.value >= 0, "\(sample)") }
        }
        if family.kind == "histogram" { try checkHistogram(name, family.samples) }
    }

    private static func checkHistogram(_ name: String, _ samples: [Sample]) throws {
        let buckets = samples.filter { $0.name == name + "_bucket" }
        let bounds = try buckets.map { try number($0.labels["le"] ?? "") }
        let count = samples.first { $0.name == name + "_count" }?.value
        try require(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "bounds of \(name)")
        try require(bounds.last == .infinity && buckets.last?.value == count, "+Inf of \(name)")
        let values = buckets.map(\.value)
        try require(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }, "counts of \(name)")
        try require(samples.count == buckets.count + 2, "sum of \(name)")
    }

    /// Backslashes stand only before what they escape; quotes and line feeds not alone.
    private static func unescaped(_ text: String) throws -> String {
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8 {
            switch (isEscaped, byte) {
            case (false, UInt8(ascii: "\\")):
                isEscaped = true
                continue
            case (true, UInt8(ascii: "n")): bytes.append(UInt8(ascii: "\n"))
            case (true, UInt8(ascii: "\\")), (true, UInt8(ascii: "\"")): bytes.append(byte)
            case (true, _), (false, UInt8(ascii: "\"")):
                throw Failure(sentence: "wrongly escaped: \(text)")
            default: bytes.append(byte)
            }
            isEscaped = false
        }
        try require(!isEscaped, "ends in a backslash: \(text)")
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func number(_ text: String) throws -> Double {
        switch text {
        case "+Inf": return .infinity
        case "-Inf": return -.infinity
        case "NaN": return .nan
        default:
            let isPlain = text.allSatisfy { "0123456789+-.e".contains($0) }
            guard isPlain, let number = Double(text) else {
                throw Failure(sentence: "not a number, or more than one: \(text)")
            }
            return number
        }
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(48...57).contains(first) else { return false }
        return text.utf8.allSatisfy {
            switch $0 {
            case 48...57, 65...90, 97...122, UInt8(ascii: "_"): true
            default: false
            }
        }
    }

    private static func require(_ condition: Bool, _ sentence: String) throws {
        guard condition else { throw Failure(sentence: sentence) }
    }
}
