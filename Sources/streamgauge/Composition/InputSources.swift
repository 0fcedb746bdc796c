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
        /// What a source is that has a topic's name.
        var nameless: IngestConfiguration.Source
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
            let nameless = IngestConfiguration.Source(input)
            for topic in input.topics where numbers[topic] == nil {
                add(topic, named: input.source ?? topic, nameless)
            }
            guard let pattern = input.pattern else { continue }
            var entry = Pattern(pattern: pattern, nameless: nameless)
            if let name = input.source {
                entry.source = sources.count
                sources.append(nameless.named(name))
            } else {
                for topic in Self.matching(topics, pattern) where numbers[topic] == nil {
                    add(topic, named: topic, nameless)
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
        add(topic, named: topic, found.nameless)
        return sources.count - 1
    }

    /// Which topics belong to inputs that others belong to: the same ones, and what a pattern finds that
    /// finds one of those.
    func sharing(inputsOf known: Set<String>, among topics: Set<String>) -> Set<String> {
        let shared = patterns.filter { pattern in
            known.contains { Self.matches($0, pattern.pattern) }
        }
        return topics.filter { topic in
            known.contains(topic) || shared.contains { Self.matches(topic, $0.pattern) }
        }
    }

    /// The source of records of which nobody says what topic they are from.
    var first: IngestConfiguration.Source {
        sources.first ?? patterns.first.map { $0.nameless.named($0.pattern) }
            ?? .init(format: .native, name: "")
    }

    private mutating func add(
        _ topic: String,
        named name: String,
        _ nameless: IngestConfiguration.Source
    ) {
        numbers[topic] = sources.count
        sources.append(nameless.named(name))
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

extension IngestConfiguration.Source {
    /// The source of an input, still without a name; the input was checked.
    fileprivate init(_ input: Settings.Input) {
        var reader = EventMappingReader(path: "")
        self.init(
            format: Events.InputFormat(rawValue: input.format.rawValue) ?? .native,
            data: input.data.flatMap { Events.InputFormat(rawValue: $0.rawValue) },
            name: "",
            mapping: reader.mapping(of: input)
        )
    }

    fileprivate func named(_ name: String) -> Self {
        var source = self
        source.name = name
        return source
    }
}
