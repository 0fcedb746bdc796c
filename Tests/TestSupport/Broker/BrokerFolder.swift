// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The temporary folder of a broker: its settings, its data, its log.
struct BrokerFolder: Sendable {
    let url: URL
    let plainPort: UInt16
    let loginPort: UInt16
    /// Where the broker listens for what comes through a proxy, and where it says that it does.
    let proxiedPort: UInt16
    let proxyPort: UInt16
    private let clockAheadMinutes: Int

    var settings: URL { url.appendingPathComponent("server.properties") }
    var log: URL { url.appendingPathComponent("server.log") }

    /// An id for a cluster: 16 bytes as Kafka writes them (RFC 4648, section 5), never with a dash first.
    private static func clusterID() -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255) }
        bytes[0] &= 0x7F
        return Data(bytes).base64EncodedString().replacing("=", with: "")
            .replacing("+", with: "-").replacing("/", with: "_")
    }

    /// Arguments of `kafka-storage.sh`; an id of our own spares a start of Java.
    var formatArguments: [String] {
        ["format", "--standalone", "-t", Self.clusterID(), "-c", settings.path]
    }

    /// A small Java that starts fast; logs of the official scripts stay in the folder.
    var environment: [String: String] {
        let own = [
            "KAFKA_HEAP_OPTS": "-Xms96m -Xmx256m",
            "KAFKA_JVM_PERFORMANCE_OPTS": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
            "KAFKA_TIERED": "1",
            "LOG_DIR": url.path,
        ]
        return ProcessInfo.processInfo.environment.merging(own) { $1 }.merging(shiftedClock) { $1 }
    }

    /// Lets libfaketime shift what the system tells of time.
    private var shiftedClock: [String: String] {
        guard clockAheadMinutes != 0 else { return [:] }
        return [
            // The linker's word for the folder of this architecture.
            "LD_PRELOAD": "/usr/$LIB/faketime/libfaketimeMT.so.1",
            "FAKETIME": "\(clockAheadMinutes < 0 ? "" : "+")\(clockAheadMinutes)m",
            "FAKETIME_DISABLE_SHM": "1",
        ]
    }

    /// The last lines of the broker's log, for messages.
    var endOfLog: String {
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? "it wrote no log"
        return text.split(separator: "\n").suffix(20).joined(separator: "\n")
    }

    /// How large the files of a topic's partitions are, without their indexes.
    func logBytes(of topic: String) -> Int {
        let data = url.appendingPathComponent("data")
        let partitions = (try? FileManager.default.contentsOfDirectory(atPath: data.path)) ?? []
        let logs = partitions.filter { name in
            name.hasPrefix(topic + "-") && name.dropFirst(topic.count + 1).allSatisfy(\.isNumber)
        }.flatMap { name in
            let partition = data.appendingPathComponent(name)
            let files = try? FileManager.default.contentsOfDirectory(
                at: partition,
                includingPropertiesForKeys: [.fileSizeKey]
            )
            return (files ?? []).filter { $0.pathExtension == "log" }
        }
        return logs.reduce(0) { sum, file in
            sum + ((try? file.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0)
        }
    }

    init(clockAheadMinutes: Int) throws {
        self.clockAheadMinutes = clockAheadMinutes
        let ports = try FreePorts.take(5)
        let name = "streamgauge-kafka-\(UUID().uuidString)"
        url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        plainPort = ports[0]
        loginPort = ports[1]
        proxiedPort = ports[3]
        proxyPort = ports[4]
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let text = Self.text(ports)
        try text.write(to: settings, atomically: true, encoding: .utf8)
    }

    /// Ports: plain, with a login, of the controller, behind a proxy, of the proxy.
    private static func text(_ ports: [UInt16]) -> String {
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.bootstrap.servers=127.0.0.1:\(ports[2])
        controller.listener.names=CONTROLLER
        listeners=PLAIN://127.0.0.1:\(ports[0]),LOGIN://127.0.0.1:\(ports[1]),\
        PROXIED://127.0.0.1:\(ports[3]),CONTROLLER://127.0.0.1:\(ports[2])
        advertised.listeners=PLAIN://127.0.0.1:\(ports[0]),LOGIN://127.0.0.1:\(ports[1]),\
        PROXIED://127.0.0.1:\(ports[4]),CONTROLLER://127.0.0.1:\(ports[2])
        listener.security.protocol.map=PLAIN:PLAINTEXT,LOGIN:SASL_PLAINTEXT,\
        PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=PLAIN
        sasl.enabled.mechanisms=PLAIN
        listener.name.login.plain.sasl.jaas.config=\
        org.apache.kafka.common.security.plain.PlainLoginModule required \
        user_alice="alice-secret" user_bob="bob-secret";
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        super.users=User:ANONYMOUS;User:alice
        broker.session.timeout.ms=2000
        broker.heartbeat.interval.ms=200
        log.dirs=data
        num.partitions=4
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=5
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=5
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        group.min.session.timeout.ms=500

        """
    }
}
