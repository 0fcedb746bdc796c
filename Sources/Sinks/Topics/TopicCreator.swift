// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// Makes sure that output topics are there before anything is written to them.
///
/// A topic that exists is taken as it is; what differs from its plan comes back as warnings.
///
/// - Note: thread: any; a call waits for the cluster's answers, at most four in a row.
public struct TopicCreator: Sendable {
    private let admin: KafkaAdmin
    private let bootstrapServers: String
    private let mayCreate: Bool
    private let readsSettings: Bool

    /// Prepares questions to a cluster; no connection is awaited.
    ///
    /// - Parameters:
    ///   - properties: the same as for consumers and producers.
    ///   - mayCreate: whether missing topics are created.
    ///   - readsSettings: whether the settings of topics that exist are compared; not on the embedded
    ///     cluster, which cannot tell them and makes a topic that is asked for.
    /// - Throws: `.invalidArgument` for wrong properties.
    public init(
        properties: KafkaProperties,
        mayCreate: Bool,
        readsSettings: Bool = true
    ) throws(KafkaError) {
        admin = try KafkaAdmin(properties: properties)
        bootstrapServers = properties["bootstrap.servers"] ?? "localhost:9092"
        self.mayCreate = mayCreate
        self.readsSettings = readsSettings
    }

    /// Finds a topic, or creates it.
    ///
    /// - Parameters:
    ///   - plan: what it should be like.
    ///   - timeoutMilliseconds: how long each answer may take.
    /// - Returns: the topic as it is.
    /// - Throws: when it is missing and may not or cannot be created, and when nothing can be learned
    ///   about it.
    public func prepare(
        _ plan: TopicPlan,
        timeoutMilliseconds: Int = 10_000
    ) throws(TopicError) -> PreparedTopic {
        if let found = try find(plan, timeoutMilliseconds) {
            return existing(plan, found, timeoutMilliseconds)
        }
        guard mayCreate else { throw .missing(plan, bootstrapServers: bootstrapServers) }
        let wasCreated = try create(plan, timeoutMilliseconds)
        let found = try findCreated(plan, timeoutMilliseconds)
        guard wasCreated else { return existing(plan, found, timeoutMilliseconds) }
        return PreparedTopic(
            name: plan.name,
            partitionCount: found.partitionCount,
            wasCreated: true,
            warnings: []
        )
    }

    /// - Returns: nil when there is no such topic.
    private func find(
        _ plan: TopicPlan,
        _ timeoutMilliseconds: Int
    ) throws(TopicError) -> TopicDescription? {
        do throws(KafkaError) {
            return try admin.topic(plan.name, timeoutMilliseconds: timeoutMilliseconds)
        } catch  where error.code == .unknownTopic || error.code == .unknownLocalTopic {
            return nil
        } catch {
            throw .unreachable(plan, cause: error)
        }
    }

    /// Asks until the broker that answers has heard of the topic: the controller knows it before.
    private func findCreated(
        _ plan: TopicPlan,
        _ timeoutMilliseconds: Int
    ) throws(TopicError) -> TopicDescription {
        let clock = ContinuousClock()
        let deadline = clock.now + .milliseconds(timeoutMilliseconds)
        repeat {
            if let found = try find(plan, timeoutMilliseconds) { return found }
        } while clock.now < deadline
        throw .notKnownYet(plan)
    }

    /// - Returns: false when somebody else created it meanwhile.
    private func create(
        _ plan: TopicPlan,
        _ timeoutMilliseconds: Int
    ) throws(TopicError) -> Bool {
        do throws(KafkaError) {
            try admin.create(plan.newTopic, timeoutMilliseconds: timeoutMilliseconds)
            return true
        } catch  where error.code == .topicAlreadyExists {
            return false
        } catch {
            throw .notCreated(plan, bootstrapServers: bootstrapServers, cause: error)
        }
    }

    private func existing(
        _ plan: TopicPlan,
        _ found: TopicDescription,
        _ timeoutMilliseconds: Int
    ) -> PreparedTopic {
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
        if readsSettings, let warning = policyWarning(plan, timeoutMilliseconds) {
            warnings.append(warning)
        }
        return PreparedTopic(
            name: plan.name,
            partitionCount: found.partitionCount,
            wasCreated: false,
            warnings: warnings
        )
    }

    private func policyWarning(_ plan: TopicPlan, _ timeoutMilliseconds: Int) -> TopicWarning? {
        let found: String?
        do throws(KafkaError) {
            let settings = try admin.configuration(
                ofTopic: plan.name,
                timeoutMilliseconds: timeoutMilliseconds
            )
            found = settings["cleanup.policy"]
        } catch {
            return .settingsUnknown(topic: plan.name, error)
        }
        guard let found, Self.parts(found) != Self.parts(plan.cleanupPolicy) else { return nil }
        return .cleanupPolicy(topic: plan.name, found: found, wanted: plan.cleanupPolicy)
    }

    /// The policies of a list, which has no order.
    private static func parts(_ policy: String) -> Set<String> {
        Set(policy.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init))
    }
}
