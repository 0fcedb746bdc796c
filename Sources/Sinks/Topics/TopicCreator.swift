// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// Makes sure that output topics are there before anything is written to them.
///
/// A topic that exists is taken as it is; what differs from its plan comes back as warnings. On a
/// cluster that cannot tell settings, such as the embedded one, a topic must exist and its settings
/// are not looked at.
///
/// - Note: thread: any; every call waits for the cluster, at most about a minute.
public struct TopicCreator: Sendable {
    private let admin: KafkaAdmin
    private let bootstrapServers: String
    private let mayCreate: Bool

    /// Prepares questions to a cluster; no connection is awaited.
    ///
    /// - Parameters:
    ///   - properties: the same as for consumers and producers.
    ///   - mayCreate: whether missing topics are created.
    /// - Throws: `.invalidArgument` for wrong properties.
    public init(properties: KafkaProperties, mayCreate: Bool) throws(KafkaError) {
        admin = try KafkaAdmin(properties: properties)
        bootstrapServers = properties["bootstrap.servers"] ?? "localhost:9092"
        self.mayCreate = mayCreate
    }

    /// Finds a topic, or creates it.
    ///
    /// - Parameter plan: what it should be like.
    /// - Returns: the topic as it is.
    /// - Throws: when it is missing and may not or cannot be created, and when nothing can be learned
    ///   about it.
    public func prepare(_ plan: TopicPlan) throws(TopicError) -> PreparedTopic {
        if let found = try find(plan) { return existing(plan, found) }
        guard mayCreate else {
            throw .missing(plan, bootstrapServers: bootstrapServers)
        }
        let wasCreated = try create(plan)
        guard let found = try find(plan) else { throw .notKnownYet(plan) }
        guard wasCreated else { return existing(plan, found) }
        return PreparedTopic(
            name: plan.name,
            partitionCount: found.partitionCount,
            wasCreated: true,
            warnings: []
        )
    }

    /// - Returns: nil when there is no such topic.
    private func find(_ plan: TopicPlan) throws(TopicError) -> TopicDescription? {
        do throws(KafkaError) {
            return try admin.topic(plan.name)
        } catch  where error.code == .unknownTopic || error.code == .unknownLocalTopic {
            return nil
        } catch {
            throw .unreachable(plan, cause: error)
        }
    }

    /// - Returns: whether it was not created by somebody else meanwhile.
    private func create(_ plan: TopicPlan) throws(TopicError) -> Bool {
        do throws(KafkaError) {
            try admin.create(plan.newTopic)
            return true
        } catch  where error.code == .topicAlreadyExists {
            return false
        } catch {
            throw .notCreated(plan, bootstrapServers: bootstrapServers, cause: error)
        }
    }

    private func existing(_ plan: TopicPlan, _ found: TopicDescription) -> PreparedTopic {
        var warnings: [TopicWarning] = []
        if plan.partitionCount > 0, plan.partitionCount != found.partitionCount {
            warnings.append(
                .partitionCount(
                    topic: plan.name,
                    found: found.partitionCount,
                    wanted: plan.partitionCount
                )
            )
        }
        if let warning = policyWarning(plan) { warnings.append(warning) }
        return PreparedTopic(
            name: plan.name,
            partitionCount: found.partitionCount,
            wasCreated: false,
            warnings: warnings
        )
    }

    private func policyWarning(_ plan: TopicPlan) -> TopicWarning? {
        let found: String?
        do throws(KafkaError) {
            found = try admin.configuration(ofTopic: plan.name)["cleanup.policy"]
        } catch  where error.code == Self.notOffered {
            return nil
        } catch {
            return .settingsUnknown(topic: plan.name, error)
        }
        guard let found, Self.parts(found) != Self.parts(plan.cleanupPolicy) else { return nil }
        return .cleanupPolicy(topic: plan.name, found: found, wanted: plan.cleanupPolicy)
    }

    /// What a cluster answers that has no such question.
    private static let notOffered = KafkaError.Code(rawValue: -165)

    /// The policies of a list, which has no order.
    private static func parts(_ policy: String) -> Set<String> {
        Set(policy.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init))
    }
}
