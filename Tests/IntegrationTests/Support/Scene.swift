// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import KPIs
import Kafka
import TestSupport

/// One test's topics on a broker, its settings and its folder.
struct Scene {
    /// The key that ids are hashed with, here and in the model.
    static let key = "000102030405060708090a0b0c0d0e0f"
    /// When stories begin: a midnight so long ago that nine days later is past, too.
    static let midnight: Int64 = 1_749_945_600_000

    let name: String
    let broker: KafkaBroker
    /// Where its files are, removed with the scene.
    var folder: URL { temporary.url }
    /// Top-level lines of the settings, by key.
    var sections: [String: String]
    private let temporary: TemporaryFolder

    /// A scene with an input topic of so many partitions.
    ///
    /// - Parameters:
    ///   - name: begins the names of its topics; no other scene has it.
    ///   - partitions: of the input topic; 0: there is none.
    ///   - broker: nil: the shared one.
    /// - Throws: when there is no broker, or no folder for temporary files.
    init(_ name: String, partitions: Int32 = 1, broker: KafkaBroker? = nil) throws {
        self.name = name
        self.broker = try broker ?? .shared()
        temporary = try TemporaryFolder(name)
        sections = [
            "application": name,
            "identity": "{key: \"\(Self.key)\"}",
            "inputs": "[{topic: \(name), source: test}]",
            "start": "earliest",
            "output": """
            {topic: \(name)-out, early_topic: \(name)-early, partitions: 3, replication: 1}
            """,
            "rejected": "{topic: \(name)-rejected}",
            "state": "{commit: 100ms, session: 1s}",
            "time": "{out_of_orderness: 10m, idle: 1h}",
            "http": "{listen: \"127.0.0.1:0\"}",
            "kafka": """
            {bootstrap.servers: "\(self.broker.bootstrapServers)", fetch.wait.max.ms: 10, \
            reconnect.backoff.max.ms: 500}
            """,
        ]
        guard partitions > 0 else { return }
        // Times of the test records are long ago: the broker must not delete them for that.
        try self.broker.createTopic(
            name,
            partitionCount: partitions,
            configuration: ["retention.ms": "-1"]
        )
    }

    /// Writes records to the input topic.
    func write(_ records: [TopicRecord]) throws { try broker.writer(name).write(records) }

    /// Writes records in some parts, and kills a daemon while it reads each.
    ///
    /// - Parameters:
    ///   - records: all of them.
    ///   - killCount: how many parts.
    ///   - random: when each is killed: at no named moment, while it reads, between commits, within them.
    /// - Throws: what the broker or a daemon cannot do.
    func write(_ records: [TopicRecord], killing killCount: Int, _ random: inout SplitMix64) throws
    {
        let share = records.count / killCount + 1
        for part in 0..<killCount {
            try write(Array(records.dropFirst(part * share).prefix(share)))
            let daemon = try start()
            try daemon.awaitLog("reads")
            if part == 0 { try daemon.awaitCommits(1) }
            Thread.sleep(forTimeInterval: Double(random.number(0...500)) / 1_000)
            daemon.kill()
        }
    }

    /// The settings as a file.
    func settingsFile() throws -> URL {
        let text = sections.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }
        let file = folder.appendingPathComponent("streamgauge.yaml")
        try text.joined().write(to: file, atomically: true, encoding: .utf8)
        return file
    }

    /// Starts the daemon with these settings.
    ///
    /// - Parameters:
    ///   - name: of a folder for what it tells; nil: that of the scene.
    ///   - environment: more than ours.
    /// - Returns: it, on its way.
    /// - Throws: when it cannot be started.
    func start(_ name: String? = nil, environment: [String: String] = [:]) throws -> Daemon {
        let own = name.map { folder.appendingPathComponent($0) } ?? folder
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        return try Daemon(settings: settingsFile(), folder: own, environment: environment)
    }

    /// Runs the program with these settings, also beside a daemon.
    func run(_ words: String...) throws -> Streamgauge.Run { try run(words) }

    /// Runs the program with these settings, also beside a daemon.
    func run(_ words: [String]) throws -> Streamgauge.Run {
        let own = try TemporaryFolder(name + "-run")
        return try Streamgauge.run(words + ["--config", settingsFile().path], folder: own.url)
    }

    /// What stands on the output topic.
    func output() throws -> [TopicRecord] { try broker.reader(name + "-out").readAll() }

    /// What stands on the rejected topic.
    func rejected() throws -> [TopicRecord] { try broker.reader(name + "-rejected").readAll() }

    /// Lets the daemon reach the broker through a proxy only.
    mutating func connect(to proxy: BrokerProxy) {
        sections["kafka"] = """
            {bootstrap.servers: "\(proxy.bootstrapServers)", fetch.wait.max.ms: 10, \
            reconnect.backoff.max.ms: 500}
            """
    }
}
