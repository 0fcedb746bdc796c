// SPDX-License-Identifier: Apache-2.0

import Kafka
import Settings
import Story
import YAMLText

/// The embedded broker with its topics, and the settings that fit it.
struct DemoCluster {
    /// Where HTTP listens.
    static let host = "127.0.0.1"
    private static let rejected = "kpi-rejected"

    /// What the terminal shows: as many KPIs as fit, each of which the story has events for.
    static let kpis = [
        "web.visits", "web.visitors", "web.pageviews", "web.current_visitors", "web.bounce_rate",
        "web.avg_session_duration", "web.conversion_rate", "email.delivery_rate",
        "email.open_rate", "email.ctr", "email.ctor", "email.unsubscribe_rate", "app.installs",
        "app.active_users", "app.retention_d1", "app.screens_per_session", "social.reach",
        "social.impressions", "social.engagements", "social.engagement_rate",
    ]

    /// What is counted besides, for those who open the page.
    static let furtherKPIs = [
        "web.views_per_session", "web.permanence_rate", "email.bounce_rate", "app.retention_d7",
        "social.fans", "mkt.orders", "mkt.revenue", "mkt.order_value", "mkt.leads",
        "journey.visibility", "journey.contact", "journey.experience", "journey.trust",
        "web.top_pages", "web.top_entry_pages", "web.top_exit_pages", "web.top_referrers",
    ]

    /// What values should be, from where on they are near the limit, and from where on beyond it.
    private static let targets: [String: [(key: String, value: String)]] = [
        "web.bounce_rate": [("value", "0.45"), ("warn", "0.5"), ("breach", "0.6")],
        "web.conversion_rate": [("value", "0.04"), ("warn", "0.03"), ("breach", "0.02")],
        "email.ctr": [("value", "0.04"), ("warn", "0.03"), ("breach", "0.02")],
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
        "mkt.orders": [["country"], ["segment"]],
        "mkt.revenue": [["country"]],
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
        settings.kpis = (Self.kpis + Self.furtherKPIs).map(Self.selection)
        settings.http.listen = ListenAddress(host: Self.host, port: port)
        return settings
    }

    private static func selection(of id: String) -> Settings.KPISelection {
        var selection = Settings.KPISelection()
        selection.id = id
        selection.by = groupings[id] ?? []
        selection.target = targets[id].map { pairs in
            let place = TextLocation.commandLine(path: id)
            return WrittenMapping(
                YAMLNode(
                    .mapping(
                        pairs.map {
                            YAMLNode.Entry(
                                key: $0.key,
                                keyLocation: place,
                                value: YAMLNode(.scalar($0.value), at: place)
                            )
                        }
                    ),
                    at: place
                )
            )
        }
        return selection
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
