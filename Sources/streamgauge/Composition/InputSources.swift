// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Settings

/// Which source each input topic belongs to.
///
/// An input without a name of its own is a source for each of its topics.
struct InputSources: Sendable {
    /// A source and the topics that belong to it.
    private struct Entry: Sendable {
        var topic: String?
        var pattern: String?
        var source: IngestConfiguration.Source
    }

    private var entries: [Entry] = []

    /// The sources of an application's inputs.
    ///
    /// - Parameters:
    ///   - inputs: the settings' inputs.
    ///   - topics: topics that are known to exist; those that a pattern finds become sources of
    ///     their own. One that comes later belongs to the source named by its pattern.
    init(_ inputs: [Settings.Input], topics: [String] = []) {
        for input in inputs {
            let format = Events.InputFormat(rawValue: input.format.rawValue) ?? .native
            var names = input.topics
            if let pattern = input.pattern, input.source == nil {
                names += Self.matching(topics, pattern)
            }
            for topic in names where source(of: topic) == nil {
                let source = IngestConfiguration.Source(
                    format: format,
                    name: input.source ?? topic
                )
                entries.append(Entry(topic: topic, source: source))
            }
            guard let pattern = input.pattern else { continue }
            let source = IngestConfiguration.Source(format: format, name: input.source ?? pattern)
            entries.append(Entry(pattern: pattern, source: source))
        }
    }

    /// The sources, as the ingest stage numbers them.
    var sources: [IngestConfiguration.Source] { entries.map(\.source) }

    /// The number of a topic's source; nil: it is no input.
    func source(of topic: String) -> Int? {
        entries.firstIndex { $0.topic == topic }
            ?? entries.firstIndex { $0.pattern.map { Self.matches(topic, $0) } ?? false }
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
