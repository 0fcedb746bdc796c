// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Settings

/// Which source each input topic belongs to.
///
/// An input without a name of its own is a source for each of its topics, also for those that its
/// pattern finds later.
struct InputSources: Sendable {
    /// How the records of an input are written.
    private struct Kind: Sendable {
        var format = Events.InputFormat.native
        var data: Events.InputFormat?
    }

    /// A pattern and the source of the topics that it finds; nil: each is one of its own.
    private struct Pattern: Sendable {
        var pattern: String
        var kind: Kind
        var source: Int?
    }

    /// The sources, as the ingest stage numbers them; those found later come last.
    private(set) var sources: [IngestConfiguration.Source] = []
    private var numbers: [String: Int] = [:]
    private var patterns: [Pattern] = []

    /// The sources of an application's inputs.
    ///
    /// - Parameters:
    ///   - inputs: the settings' inputs.
    ///   - topics: topics that are known to exist.
    init(_ inputs: [Settings.Input], topics: [String] = []) {
        for input in inputs {
            let kind = Kind(
                format: Events.InputFormat(rawValue: input.format.rawValue) ?? .native,
                data: input.data.flatMap { Events.InputFormat(rawValue: $0.rawValue) }
            )
            for topic in input.topics where numbers[topic] == nil {
                add(topic, named: input.source ?? topic, kind)
            }
            guard let pattern = input.pattern else { continue }
            var entry = Pattern(pattern: pattern, kind: kind)
            if let name = input.source {
                entry.source = sources.count
                sources.append(.init(format: kind.format, data: kind.data, name: name))
            } else {
                for topic in Self.matching(topics, pattern) where numbers[topic] == nil {
                    add(topic, named: topic, kind)
                }
            }
            patterns.append(entry)
        }
    }

    /// The number of a topic's source, which becomes one if it is new; nil: it is no input.
    mutating func number(of topic: String) -> Int? {
        if let known = numbers[topic] { return known }
        guard let found = patterns.first(where: { Self.matches(topic, $0.pattern) }) else {
            return nil
        }
        if let source = found.source { return source }
        add(topic, named: topic, found.kind)
        return sources.count - 1
    }

    /// The source of records of which nobody says what topic they are from.
    var first: IngestConfiguration.Source {
        if let first = sources.first { return first }
        let kind = patterns.first?.kind ?? Kind()
        return .init(format: kind.format, data: kind.data, name: patterns.first?.pattern ?? "")
    }

    private mutating func add(_ topic: String, named name: String, _ kind: Kind) {
        numbers[topic] = sources.count
        sources.append(.init(format: kind.format, data: kind.data, name: name))
    }

    /// The topics that a pattern finds, in order of their names.
    static func matching(_ topics: [String], _ pattern: String) -> [String] {
        topics.filter { matches($0, pattern) }.sorted()
    }

    private static func matches(_ topic: String, _ pattern: String) -> Bool {
        // Settings were validated: a pattern is a regular expression.
        (try? Regex(pattern)).map { topic.contains($0) } ?? false
    }
}
