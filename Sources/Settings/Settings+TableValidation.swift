// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Settings {
    /// Faults of single side tables and between them and other topics.
    func tableErrors() -> [SettingsError] {
        // The outputs may wrongly be one topic, which has its own error.
        var topics = [output.topic: "output.topic"]
        topics[output.earlyTopic] = "output.early_topic"
        if let topic = rejected.topic { topics[topic] = "rejected.topic" }
        var fields: [String: String] = [:]
        var errors: [SettingsError] = []
        for table in tables {
            let path = "tables.\(table.name)"
            errors += missingErrors(table, path)
            if let other = topics[table.topic] ?? inputPath(of: table.topic) {
                errors.append(
                    error(
                        at: "\(path).topic",
                        "`\(path).topic` \(table.topic.quoted) is also used by `\(other)`",
                        hint: "name a topic of its own"
                    )
                )
            }
            topics[table.topic] = path
            for field in table.fields {
                if let other = fields.updateValue(path, forKey: field) {
                    errors.append(
                        error(
                            at: "\(path).fields",
                            "`\(path).fields`: \(field.quoted) is already lent by `\(other)`",
                            hint: "keep one"
                        )
                    )
                }
            }
        }
        return errors
    }

    private func missingErrors(_ table: Table, _ path: String) -> [SettingsError] {
        var errors: [SettingsError] = []
        if table.topic.isEmpty {
            errors.append(
                error(at: path, "`\(path)` has no `topic`", hint: "add `topic: NAME`")
            )
        } else if let fault = topicError(at: "\(path).topic", table.topic) {
            errors.append(fault)
        }
        if table.fields.isEmpty {
            errors.append(
                error(at: path, "`\(path)` has no `fields`", hint: "add `fields: [ persona ]`")
            )
        }
        return errors
    }

    private func inputPath(of topic: String) -> String? {
        inputs.firstIndex { $0.reads(topic) }.map { "inputs.\($0)" }
    }
}
