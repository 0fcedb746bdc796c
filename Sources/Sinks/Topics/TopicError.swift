// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// Why an output topic cannot be used.
public struct TopicError: Error, Hashable, Sendable {
    /// The topic's name.
    public let topic: String
    /// What the cluster said; nil when the topic is missing and must not be created.
    public let cause: KafkaError?
    /// One sentence: what is wrong and what to do.
    public let description: String

    /// Whether the topic is missing and must not be created.
    public var isMissing: Bool { cause == nil }

    /// Whether the same may work later without anybody's doing: no broker answers at the moment.
    public var isRetriable: Bool { cause?.isRetriable ?? false }
}

extension TopicError: CustomStringConvertible {
    /// The topic is missing and must not be created.
    static func missing(_ plan: TopicPlan, bootstrapServers: String) -> TopicError {
        let command = plan.command(bootstrapServers: bootstrapServers)
        return TopicError(
            topic: plan.name,
            cause: nil,
            description: "topic \(plan.name) is missing: create it with `\(command)`, "
                + "or set output.create to true"
        )
    }

    /// The topic could not be created.
    static func notCreated(
        _ plan: TopicPlan,
        bootstrapServers: String,
        cause: KafkaError
    ) -> TopicError {
        let command = plan.command(bootstrapServers: bootstrapServers)
        return TopicError(
            topic: plan.name,
            cause: cause,
            description: "topic \(plan.name) is missing and cannot be created: \(cause.reason); "
                + "or let it be created with `\(command)`"
        )
    }

    /// The topic was created, and the broker that was asked has not heard of it.
    static func notKnownYet(_ plan: TopicPlan) -> TopicError {
        unreachable(
            plan,
            cause: KafkaError(
                code: .unknownTopic,
                reason: "it was created and is not known to all brokers yet, try again",
                isRetriable: true
            )
        )
    }

    /// Nothing could be learned about the topic.
    static func unreachable(_ plan: TopicPlan, cause: KafkaError) -> TopicError {
        TopicError(
            topic: plan.name,
            cause: cause,
            description: "topic \(plan.name) cannot be checked: \(cause.reason)"
        )
    }
}
