// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// Something about a topic that a person should know and that keeps nothing from working.
public enum TopicWarning: Hashable, Sendable {
    /// Old records are treated in another way than planned.
    case cleanupPolicy(topic: String, found: String, wanted: String)
    /// It has another number of partitions than the settings say; all that are there are used.
    case partitionCount(topic: String, found: Int32, wanted: Int32)
    /// Its settings could not be read.
    case settingsUnknown(topic: String, KafkaError)
}

extension TopicWarning: CustomStringConvertible {
    /// One sentence: what differs and what to do.
    public var description: String {
        switch self {
        case .cleanupPolicy(let topic, let found, let wanted):
            "topic \(topic) has cleanup.policy=\(found) instead of \(wanted): set it with "
                + "kafka-configs.sh if that is not meant"
        case .partitionCount(let topic, let found, let wanted):
            "topic \(topic) has \(found) partitions instead of \(wanted): all \(found) are used"
        case .settingsUnknown(let topic, let error):
            "the settings of topic \(topic) could not be checked: \(error.reason)"
        }
    }
}
