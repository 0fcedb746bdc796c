// SPDX-License-Identifier: Apache-2.0

import Kafka
import Settings
import YAMLText

/// What a cluster's topics are like, compared with what settings want of them.
struct ClusterFindings {
    /// What the user set.
    let settings: Settings
    /// A line for each topic.
    private(set) var text = ""
    /// What keeps the daemon from working.
    private(set) var errors: [SettingsError] = []
    /// How much is worse than it should be.
    private(set) var warningCount = 0

    /// Findings of nothing yet.
    init(settings: Settings) { self.settings = settings }

    /// Looks for the input topics.
    ///
    /// - Parameters:
    ///   - topics: that there are.
    ///   - examine: looks closer at one that is there.
    mutating func checkInputs(
        among topics: [TopicDescription],
        _ examine: (TopicDescription, inout ClusterFindings) -> Void = { _, _ in }
    ) {
        for (index, input) in settings.inputs.enumerated() {
            let path = "inputs.\(index)"
            for name in input.topics {
                guard let topic = topics.first(where: { $0.name == name }) else {
                    let hint = nearest(name, topics).map { "create it, or did you mean `\($0)`?" }
                    note("\(name): missing")
                    errors.append(
                        settings.error(
                            at: "\(path).topic",
                            "the input topic `\(name)` does not exist",
                            hint: hint ?? "create it"
                        )
                    )
                    continue
                }
                if check(topic, at: "\(path).topic") { examine(topic, &self) }
            }
            guard let pattern = input.pattern else { continue }
            let matching = InputSources.matching(topics.map(\.name), pattern)
            for topic in topics where matching.contains(topic.name) {
                if check(topic, at: "\(path).pattern") { examine(topic, &self) }
            }
            if matching.isEmpty { note("no topic matches \(pattern) yet; new ones will be found") }
        }
    }

    /// Looks for the topics of side tables.
    mutating func checkTables(_ tables: [Settings.Table], among topics: [TopicDescription]) {
        for table in tables {
            let path = "tables.\(table.name).topic"
            if let topic = topics.first(where: { $0.name == table.topic }) {
                check(topic, at: path)
                continue
            }
            let hint = nearest(table.topic, topics).map { "create it, or did you mean `\($0)`?" }
            note("\(table.topic): missing")
            errors.append(
                settings.error(
                    at: path,
                    "the side topic `\(table.topic)` does not exist",
                    hint: hint ?? "create it"
                )
            )
        }
    }

    /// Looks for a topic that is written to.
    mutating func checkOutput(
        _ output: OutputTopic,
        among topics: [TopicDescription],
        configuration: () throws(KafkaError) -> [String: String]
    ) {
        guard let topic = topics.first(where: { $0.name == output.name }) else {
            guard !settings.output.create else {
                return note("\(output.name): missing, will be created by `run`")
            }
            note("\(output.name): missing")
            errors.append(
                settings.error(
                    at: output.setting,
                    "the topic `\(output.name)` does not exist and `output.create` is false",
                    hint: "create it with cleanup.policy=\(output.cleanupPolicy), or set "
                        + "`output.create: true`"
                )
            )
            return
        }
        guard check(topic, at: output.setting) else { return }
        do throws(KafkaError) {
            let policy = try configuration()["cleanup.policy"] ?? ""
            let isRight =
                Set(policy.split(separator: ",")) == Set(output.cleanupPolicy.split(separator: ","))
            if !isRight {
                warn(
                    "its cleanup.policy is \(policy); \(output.cleanupPolicy) is meant",
                    fix: alter(output.name, "'cleanup.policy=[\(output.cleanupPolicy)]'")
                )
            }
        } catch {
            note("  its settings cannot be read: \(error.reason)")
        }
    }

    /// Adds that something is worse than it should be, and what mends it.
    mutating func warn(_ line: String, fix: String) {
        warningCount += 1
        note("  warning: \(line)")
        note("    fix: \(fix)")
    }

    /// How much of each severity was found, in one line.
    var summary: String {
        let counts = [(errors.count, "error"), (warningCount, "warning")].filter { $0.0 > 0 }
        guard !counts.isEmpty else { return "  nothing to mend\n" }
        let words = counts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
        return "  \(words.joined(separator: ", "))\n"
    }

    /// Adds a line, and that it keeps the daemon from working.
    mutating func fail(_ line: String, at path: String, _ message: String, hint: String) {
        note(line)
        errors.append(settings.error(at: path, message, hint: hint))
    }

    @discardableResult
    private mutating func check(_ topic: TopicDescription, at path: String) -> Bool {
        if let error = topic.error {
            note("\(topic.name): not readable")
            errors.append(
                settings.error(at: path, error.reason, hint: "then run this check again")
            )
            return false
        }
        let count = topic.partitionCount
        note("\(topic.name): \(count) partition\(count == 1 ? "" : "s")")
        return true
    }

    /// Adds a line.
    mutating func note(_ line: String) { text += "  \(line)\n" }

    private func nearest(_ name: String, _ topics: [TopicDescription]) -> String? {
        NearestWord.to(name, among: topics.map(\.name).filter { !$0.hasPrefix("__") })
    }
}
