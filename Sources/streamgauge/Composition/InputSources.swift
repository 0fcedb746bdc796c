// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Settings

/// Which source each input topic belongs to.
///
/// An input without a name of its own is a source for each of its topics, also for those that its
/// pattern finds later.
struct InputSources: Sendable {
    /// A pattern and the source of the topics that it finds; nil: each is one of its own.
    private struct Pattern: Sendable {
        var pattern: String
        var format: Events.InputFormat
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
            let format = Events.InputFormat(rawValue: input.format.rawValue) ?? .native
            for topic in input.topics where numbers[topic] == nil {
                add(topic, named: input.source ?? topic, format)
            }
            guard let pattern = input.pattern else { continue }
            var entry = Pattern(pattern: pattern, format: format)
            if let name = input.source {
                entry.source = sources.count
                sources.append(.init(format: format, name: name))
            } else {
                for topic in Self.matching(topics, pattern) where numbers[topic] == nil {
                    add(topic, named: topic, format)
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
        add(topic, named: topic, found.format)
        return sources.count - 1
    }

    /// The source of records of which nobody says what topic they are from.
    var first: IngestConfiguration.Source {
        sources.first
            ?? .init(format: patterns.first?.format ?? .native, name: patterns.first?.pattern ?? "")
    }

    private mutating func add(_ topic: String, named name: String, _ format: Events.InputFormat) {
        numbers[topic] = sources.count
        sources.append(.init(format: format, name: name))
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
