// SPDX-License-Identifier: Apache-2.0

import Kafka
import Settings
import Story

/// The embedded broker with its topics, and the settings that fit it.
struct DemoCluster {
    /// Where HTTP listens.
    static let host = "127.0.0.1"
    private static let rejected = "kpi-rejected"

    /// What is counted: as many KPIs as fit a terminal, each of which the story has events for.
    static let kpis = [
        "web.visits", "web.visitors", "web.pageviews", "web.current_visitors", "web.bounce_rate",
        "web.avg_session_duration", "web.conversion_rate", "email.delivery_rate",
        "email.open_rate", "email.ctr", "email.ctor", "email.unsubscribe_rate", "app.installs",
        "app.active_users", "app.retention_d1", "app.screens_per_session", "social.reach",
        "social.impressions", "social.engagements", "social.engagement_rate",
    ]

    private static let groupings: [String: [[String]]] = [
        "web.visits": [["country"], ["campaign"]],
        "web.pageviews": [["country"]],
        "web.conversion_rate": [["campaign"]],
        "email.open_rate": [["campaign"]],
        "email.ctr": [["campaign"]],
        "app.installs": [["campaign", "country"]],
        "app.active_users": [["platform"]],
        "social.engagements": [["channel"]],
    ]

    private let cluster: MockCluster

    /// Starts a broker and creates the topics of the default settings.
    init() throws(ProgramError) {
        let output = Settings.Output()
        do throws(KafkaError) {
            cluster = try MockCluster()
            for channel in StoryChannel.allCases {
                // More than half of the story happens on the website.
                let count = channel == .web ? 2 : 1
                try cluster.createTopic(channel.name, partitionCount: count)
            }
            for name in [output.topic, output.earlyTopic, Self.rejected] {
                try cluster.createTopic(name)
            }
        } catch {
            throw ProgramError(error)
        }
    }

    /// What clients connect to.
    var bootstrapServers: String { cluster.bootstrapServers }

    /// Settings of a daemon that reads the story.
    ///
    /// The story's records arrive in order but for planted late ones, so time has to wait for
    /// stragglers hardly at all: values are final within seconds.
    func settings(port: UInt16) -> Settings {
        var settings = Settings()
        settings.application = "demo"
        settings.kafka = Self.kafka(bootstrapServers)
        var input = Settings.Input()
        input.topics = StoryChannel.allCases.map(\.name)
        settings.inputs = [input]
        settings.start = .earliest
        settings.output.create = false
        settings.output.maximumEarly = 2_000
        settings.rejected.topic = Self.rejected
        settings.time.outOfOrderness = .seconds(2)
        settings.time.lateness.listed[.seconds(10)] = .seconds(10)
        settings.time.lateness.listed[.seconds(60)] = .seconds(10)
        settings.kpis = Self.kpis.map { id in
            var selection = Settings.KPISelection()
            selection.id = id
            selection.by = Self.groupings[id] ?? []
            return selection
        }
        settings.http.listen = ListenAddress(host: Self.host, port: port)
        return settings
    }

    /// The embedded broker answers an empty fetch only after its whole waiting time, and small queues
    /// suffice for what one process sends to itself.
    private static func kafka(_ bootstrapServers: String) -> [KafkaProperty] {
        [
            KafkaProperty(name: "bootstrap.servers", value: bootstrapServers),
            KafkaProperty(name: "fetch.wait.max.ms", value: "100"),
            KafkaProperty(name: "queued.max.messages.kbytes", value: "4096"),
            KafkaProperty(name: "queue.buffering.max.kbytes", value: "8192"),
        ]
    }
}
