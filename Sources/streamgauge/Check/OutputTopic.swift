// SPDX-License-Identifier: Apache-2.0

import Settings

/// A topic that the daemon writes to, and how it must be cleaned up.
struct OutputTopic: Sendable, Equatable {
    /// The topic.
    var name: String
    /// The setting that names it.
    var setting: String
    /// What `cleanup.policy` should be.
    var cleanupPolicy: String
}

extension Settings {
    /// The topic that state is stored in.
    var stateOutput: OutputTopic {
        OutputTopic(name: stateTopic, setting: "state.topic", cleanupPolicy: "delete")
    }

    /// The topics that the daemon writes to.
    var outputTopics: [OutputTopic] {
        var topics = [
            OutputTopic(
                name: output.topic,
                setting: "output.topic",
                cleanupPolicy: "compact,delete"
            )
        ]
        if output.early {
            topics.append(
                OutputTopic(
                    name: output.earlyTopic,
                    setting: "output.early_topic",
                    cleanupPolicy: "delete"
                )
            )
        }
        if let name = output.transitionsTopic {
            topics.append(
                OutputTopic(
                    name: name,
                    setting: "output.transitions_topic",
                    cleanupPolicy: "delete"
                )
            )
        }
        if let name = alerts.topic {
            topics.append(
                OutputTopic(name: name, setting: "alerts.topic", cleanupPolicy: "compact,delete")
            )
        }
        if let name = rejected.topic {
            topics.append(
                OutputTopic(name: name, setting: "rejected.topic", cleanupPolicy: "delete")
            )
        }
        return topics
    }
}
