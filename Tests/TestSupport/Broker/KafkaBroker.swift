// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Kafka
import Synchronization

/// A real Apache Kafka on loopback, from the distribution that `KAFKA_HOME` names.
///
/// Take the shared one, and topics with names of your own, unless the test stops the broker. It is
/// one node with 4 partitions by default, no automatic topics, and ends with the test process,
/// however that ends.
public final class KafkaBroker: Sendable {
    /// What keeps a broker from starting.
    public struct StartFailure: Error, CustomStringConvertible {
        /// What is wrong and what to do.
        public let description: String
    }

    private static let sharedResult = Result { try KafkaBroker() }

    /// The broker that all tests of a process share, started at its first use.
    ///
    /// - Returns: a broker that serves.
    /// - Throws: `StartFailure`, the same for each caller.
    public static func shared() throws -> KafkaBroker {
        try sharedResult.get()
    }

    private let home: String
    private let folder: BrokerFolder
    private let running = Mutex<ChildProcess?>(nil)

    /// Starts a broker of one's own and waits until it serves.
    ///
    /// - Parameter clockAheadMinutes: how much later it is there; other than 0 takes Debian's `faketime`.
    /// - Throws: `StartFailure`.
    public init(clockAheadMinutes: Int = 0) throws {
        guard let home = ProcessInfo.processInfo.environment["KAFKA_HOME"], !home.isEmpty else {
            throw StartFailure(
                description: "KAFKA_HOME is not set: let it name an unpacked Apache Kafka 4, "
                    + "these tests need a real broker"
            )
        }
        let script = home + "/bin/kafka-server-start.sh"
        guard FileManager.default.isExecutableFile(atPath: script) else {
            throw StartFailure(
                description: "KAFKA_HOME names no Apache Kafka: there is no \(script)"
            )
        }
        self.home = home
        folder = try BrokerFolder(clockAheadMinutes: clockAheadMinutes)
        try run(home + "/bin/kafka-storage.sh", folder.formatArguments)
        try start()
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder.url)
    }

    /// What to set `bootstrap.servers` to; no login.
    public var bootstrapServers: String { "127.0.0.1:\(folder.plainPort)" }

    /// Where users must log in (PLAIN, no TLS): `alice` with `alice-secret` may do everything, `bob`
    /// with `bob-secret` nothing.
    public var loginBootstrapServers: String { "127.0.0.1:\(folder.loginPort)" }

    /// Takes the place between clients and this broker; one at a time.
    ///
    /// - Parameter judge: decides what becomes of each request and answer; see `BrokerProxy`.
    /// - Returns: a proxy that passes everything on, unless the judge says otherwise.
    /// - Throws: when its port was taken meanwhile.
    public func proxy(
        _ judge: @escaping @Sendable (BrokerProxy.Step) -> BrokerProxy.Verdict
    ) throws -> BrokerProxy {
        try BrokerProxy(port: folder.proxyPort, target: folder.proxiedPort, judge: judge)
    }

    /// Creates a topic.
    ///
    /// - Throws: `KafkaError`.
    public func createTopic(
        _ name: String,
        partitionCount: Int32 = 1,
        configuration: [String: String] = [:]
    ) throws {
        let topic = NewTopic(
            name: name,
            partitionCount: partitionCount,
            replicationFactor: 1,
            configuration: configuration
        )
        try KafkaAdmin(properties: ["bootstrap.servers": bootstrapServers]).create(topic)
    }

    /// Deletes a topic and its records.
    ///
    /// - Throws: `StartFailure`, with what the broker's tool says.
    public func deleteTopic(_ name: String) throws {
        try run(
            home + "/bin/kafka-topics.sh",
            ["--bootstrap-server", bootstrapServers, "--delete", "--topic", name]
        )
    }

    /// A writer to a topic of this broker.
    ///
    /// - Returns: a writer with the further properties.
    /// - Throws: `KafkaError` for properties.
    public func writer(_ topic: String, properties: KafkaProperties = [:]) throws -> TopicWriter {
        try TopicWriter(topic: topic, bootstrapServers: bootstrapServers, properties: properties)
    }

    /// A reader of a topic of this broker.
    public func reader(_ topic: String) -> TopicReader {
        TopicReader(topic: topic, bootstrapServers: bootstrapServers)
    }

    /// The committed records of a topic as Kafka's own consumer reads them, by partition and offset.
    ///
    /// Keys and headers are left out; a value holds no line ends.
    ///
    /// - Throws: `StartFailure`, with what the broker's tool says.
    public func recordsByConsole(of topic: String) throws -> [TopicRecord] {
        let output = folder.url.appendingPathComponent("console")
        let properties = ["partition", "offset", "timestamp"].flatMap { name in
            ["--formatter-property", "print.\(name)=true"]
        }
        let words = [
            "--bootstrap-server", bootstrapServers, "--topic", topic, "--from-beginning",
            "--isolation-level", "read_committed", "--timeout-ms", "5000",
        ]
        let child = try ChildProcess(
            program: home + "/bin/kafka-console-consumer.sh",
            arguments: words + properties,
            environment: folder.environment,
            folder: folder.url,
            output: output,
            errors: folder.log
        )
        guard child.awaitEnd() == 0 else {
            throw StartFailure(description: "the console consumer failed:\n\(folder.endOfLog)")
        }
        let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        return try text.split(separator: "\n").map { line in
            guard let record = TopicRecord(consoleLine: line) else {
                throw StartFailure(description: "the console consumer wrote: \(line)")
            }
            return record
        }.sorted { ($0.partition ?? 0, $0.offset ?? 0) < ($1.partition ?? 0, $1.offset ?? 0) }
    }

    /// How large the files are that the broker keeps a topic's records in, bytes.
    public func logBytes(of topic: String) -> Int { folder.logBytes(of: topic) }

    /// Kills the broker as a crash would; what it acknowledged is kept.
    public func stop() {
        let child = running.withLock { running in
            defer { running = nil }
            return running
        }
        guard let child else { return }
        child.write("keep\n")
        child.awaitEnd()
    }

    /// Starts the broker again, with the same addresses, and waits until it serves.
    ///
    /// - Throws: `StartFailure`.
    public func start() throws {
        // The shell becomes the broker. Its watcher kills it when we write, or when our end of the
        // pipe closes with our process; then it removes the folder, too. It closes what it inherits,
        // because the end of a process is seen by the closing of its files.
        let arguments = [
            "-c",
            """
            exec 3<&0
            {
                trap '' HUP INT TERM
                for file in /proc/$BASHPID/fd/*; do
                    number=${file##*/}
                    [ "$number" -le 3 ] || eval "exec $number>&-"
                done
                read -r keep <&3
                kill -9 $$
                [ "$keep" ] || { sleep 1; rm -rf "$4"; }
            } >/dev/null 2>&1 </dev/null &
            exec "$1" "$2" >"$3" 2>&1 </dev/null 3<&-
            """,
            "bash",
            home + "/bin/kafka-server-start.sh",
            folder.settings.path,
            folder.log.path,
            folder.url.path,
        ]
        let child = try ChildProcess(
            program: "/bin/bash",
            arguments: arguments,
            environment: folder.environment,
            folder: folder.url
        )
        running.withLock { $0 = child }
        try awaitService(of: child)
    }

    private func awaitService(of child: ChildProcess) throws {
        let admin = try KafkaAdmin(properties: [
            "bootstrap.servers": bootstrapServers,
            "reconnect.backoff.max.ms": "200",
            "log_level": "0",
        ])
        let deadline = ContinuousClock.now + .seconds(90)
        while child.isRunning, ContinuousClock.now < deadline {
            if (try? admin.topics(timeoutMilliseconds: 1_000)) != nil { return }
        }
        stop()
        throw StartFailure(description: "Kafka did not start:\n" + folder.endOfLog)
    }

    private func run(_ program: String, _ arguments: [String]) throws {
        let child = try ChildProcess(
            program: program,
            arguments: arguments,
            environment: folder.environment,
            folder: folder.url,
            output: folder.log
        )
        guard child.awaitEnd() == 0 else {
            throw StartFailure(description: "\(program) failed:\n\(folder.endOfLog)")
        }
    }
}
