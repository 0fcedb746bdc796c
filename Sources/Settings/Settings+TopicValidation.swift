// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Settings {
    /// Faults of single inputs and between them.
    func inputErrors() -> [SettingsError] {
        var errors: [SettingsError] = []
        var seen: Set<String> = []
        for (index, input) in inputs.enumerated() {
            let path = "inputs.\(index)"
            let written = ["topic", "topics", "pattern"].filter { origins["\(path).\($0)"] != nil }
            errors += mappingErrors(input, at: path)
            let isNamed = !input.topics.isEmpty
            if written.count > 1 || isNamed == (input.pattern != nil) {
                errors.append(
                    error(
                        at: path,
                        "`\(path)` must have one of `topic`, `topics` and `pattern`",
                        hint: written.count > 1 ? "keep one of them" : "add `topic: NAME`"
                    )
                )
            }
            for topic in input.topics {
                if let fault = topicError(at: path, topic) { errors.append(fault) }
                guard !seen.insert(topic).inserted else { continue }
                errors.append(
                    error(
                        at: path,
                        "the topic \(topic.quoted) is an input twice",
                        hint: "keep one"
                    )
                )
            }
            if let fault = dataError(at: path, input) { errors.append(fault) }
            if let pattern = input.pattern, (try? Regex(pattern)) == nil {
                errors.append(
                    error(
                        at: "\(path).pattern",
                        "`\(path).pattern` is no regular expression: \(pattern.quoted)",
                        hint: "check its brackets and backslashes"
                    )
                )
            }
        }
        return errors
    }

    /// Faults of the topics that are written, alone and against the inputs.
    func topicErrors() -> [SettingsError] {
        var errors: [SettingsError] = []
        var seen: [String: String] = [:]
        var outputs = [("output.topic", output.topic), ("output.early_topic", output.earlyTopic)]
        if let topic = output.transitionsTopic {
            outputs.append(("output.transitions_topic", topic))
        }
        if let topic = alerts.topic { outputs.append(("alerts.topic", topic)) }
        if let topic = rejected.topic { outputs.append(("rejected.topic", topic)) }
        for (path, topic) in outputs {
            if let fault = topicError(at: path, topic) { errors.append(fault) }
            if let other = seen[topic] {
                errors.append(
                    error(
                        at: path,
                        "`\(path)` and `\(other)` are the same topic \(topic.quoted)",
                        hint: "name two topics"
                    )
                )
            }
            seen[topic] = path
            for index in inputs.indices where inputs[index].reads(topic) {
                errors.append(
                    error(
                        at: path,
                        "`\(path)` \(topic.quoted) is also read by `inputs.\(index)`",
                        hint: "write to another topic"
                    )
                )
            }
        }
        return errors
    }

    /// Only envelopes hold data, and only JSON lies in it.
    private func dataError(at path: String, _ input: Input) -> SettingsError? {
        guard let data = input.data else { return nil }
        guard input.format == .cloudevents else {
            return error(
                at: "\(path).data",
                "`\(path).data` is for `format: cloudevents`, not for `\(input.format.rawValue)`",
                hint: "write `format: cloudevents`, or leave `data` out"
            )
        }
        guard !data.fitsInEnvelopes else { return nil }
        return error(
            at: "\(path).data",
            "`\(path).data` cannot be `\(data.rawValue)`, which is not one JSON object an event",
            hint: "name the format of what is in `data`, or leave it out"
        )
    }

    func topicError(at path: String, _ topic: String) -> SettingsError? {
        guard !topic.isTopicName else { return nil }
        return error(
            at: path,
            "\(topic.quoted) is no legal topic name",
            hint: "use at most 249 letters, digits, `.`, `_` and `-`"
        )
    }
}

extension Settings.Input {
    /// Whether the input names the topic, or its pattern matches anywhere in the name.
    func reads(_ topic: String) -> Bool {
        // A pattern that is no regular expression has its own error.
        topics.contains(topic)
            || pattern.flatMap { try? Regex($0) }.map { topic.contains($0) } == true
    }
}

extension InputFormat {
    /// Whether an event of the format may be the `data` of a CloudEvents envelope: one JSON object.
    fileprivate var fitsInEnvelopes: Bool {
        switch self {
        case .cloudevents, .snowplow, .accessLog, .form, .meta, .mapped: false
        default: true
        }
    }
}

extension String {
    /// Whether Kafka takes the text as a topic's name.
    var isTopicName: Bool {
        guard 1...249 ~= utf8.count, self != ".", self != ".." else { return false }
        return utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}
