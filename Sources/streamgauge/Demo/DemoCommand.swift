// SPDX-License-Identifier: Apache-2.0

import Events
import HTTPAPI
import Pipeline
import Settings

/// The whole product on an embedded broker: `run`, fed with a story that is invented on the way.
enum DemoCommand {
    /// Live events a second unless said.
    private static let defaultRate = 100
    /// The port of HTTP unless said.
    private static let defaultPort: UInt16 = 8_080
    /// How far back the story begins, ms: the longest settle time and two days.
    private static let past: Int64 = 9 * 86_400_000
    /// How long before now short windows begin, ms: the sliding window of five minutes is final soon.
    private static let shortPast: Int64 = 330_000
    /// How often finals are committed, ms.
    private static let commitInterval: Int64 = 1_000

    /// Runs until the process is told to stop or the duration has passed.
    ///
    /// - Parameters:
    ///   - port: of HTTP; nil: the usual one, or a free one where that is taken.
    ///   - rate: live events a second.
    ///   - duration: how long to stay live; nil: until told to stop.
    /// - Throws: when a port cannot be had, or the daemon fails.
    static func run(port: UInt16?, rate: Int?, duration: Duration?) throws(ProgramError) {
        // Before any thread is started, so that all of them leave the signals to this one.
        let signals = SignalWatch()
        let now = SystemClock.wall
        let cluster = try DemoCluster()
        let listenPort = if let port { port } else { try usualPort() }
        let settings = cluster.settings(port: listenPort)
        let blueprint = try Blueprint.checked(settings, identity: .fixed)
        var feed = try DemoFeed(
            story: DemoStory(start: now - past, now: now, rate: rate ?? defaultRate),
            properties: blueprint.kafka
        )
        // Time begins with the first event: every topic has one before it is read.
        _ = try feed.tell(until: now, read: [:])
        try feed.flush()
        let screen = FrameScreen()
        let log = Log(level: screen.isTerminal ? .error : .warning, format: .text)
        let topics = try OutputTopics(settings, kafka: blueprint.kafka, isEmbedded: true)
        for warning in topics.warnings { log.warning(warning) }
        let server = try DaemonServer(blueprint, log: log)
        let daemon = try Daemon(
            blueprint,
            options: Daemon.Options(
                isEmbedded: true,
                commitInterval: commitInterval,
                shortWindowsFrom: now - shortPast
            ),
            topics: topics,
            server: server,
            standby: nil,
            log: log
        )
        let table = DemoTable(
            address: server.address,
            reader: "kcat -b \(cluster.bootstrapServers) -t \(settings.output.topic) -C"
        )
        var session = DemoSession(
            daemon: daemon,
            feed: feed,
            table: table,
            screen: screen,
            signals: signals
        )
        try session.run(for: duration)
        // The cluster is there for as long as the daemon needs it.
        withExtendedLifetime(cluster) {}
    }

    /// The usual port, or 0 for any that is free.
    private static func usualPort() throws(ProgramError) -> UInt16 {
        let configuration = HTTPConfiguration(host: DemoCluster.host, port: defaultPort)
        do throws(HTTPServerError) {
            try HTTPServer(configuration, routes: RouteTable([:])).stop()
            return defaultPort
        } catch  where error.code == .addressInUse {
            StandardError.write(
                "streamgauge: port \(defaultPort) is in use, so a free one is taken; "
                    + "choose one with --port P\n"
            )
            return 0
        } catch {
            throw ProgramError(.unavailable, error.description)
        }
    }
}
