// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import KPIs
import Pipeline
import Settings
import Synchronization

/// What a process shows over HTTP, from before it leads until its end.
///
/// Any thread.
final class DaemonServer: Sendable {
    /// From what silence a thread counts as stuck, s.
    private static let longestSilence = 60.0

    /// Where values are published.
    let store: SnapshotStore
    /// Where finals are kept.
    let history: FinalHistory
    /// How often settings were read again.
    let reloads = ReloadCounts(start: SystemClock.wall / 1_000)
    private let engine = EngineReference()
    private let draining = OneWayFlag()
    private let server: HTTPServer
    private let host: String
    private let scheme: String

    /// Listens.
    ///
    /// - Parameters:
    ///   - blueprint: the checked settings.
    ///   - log: is told what should be better, and of tokens and certificates that change.
    /// - Throws: an address that cannot be had, and files of `http` that cannot be used.
    init(_ blueprint: Blueprint, log: Log) throws(ProgramError) {
        let settings = blueprint.settings
        store = SnapshotStore(plan: blueprint.plan, seriesLimit: settings.http.series)
        history = blueprint.history()
        let listen = settings.http.listen
        for warning in try blueprint.examinedHTTP() { log.warning("http: \(warning)") }
        let counts = ServerCounts()
        do throws(HTTPServerError) {
            server = try HTTPServer(
                blueprint.http,
                routes: Self.routes(settings, store, history, engine, draining, counts, reloads),
                counts: counts
            ) { notice in notice.isProblem ? log.warning(notice.text) : log.info(notice.text) }
        } catch {
            throw ProgramError(.unavailable, error.description)
        }
        host = listen.host
        scheme = settings.http.tls.certificate == nil ? "http" : "https"
    }

    /// The port that is listened on.
    var port: UInt16 { server.port }

    /// Where it listens.
    var address: String { "\(scheme)://" + (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    /// Where it is found from elsewhere; nil: it listens on all addresses, none of which is its own.
    var url: String? {
        guard !["0.0.0.0", "::"].contains(host) else { return nil }
        return address + "/"
    }

    /// Watches the threads of an engine from now on; it publishes its status itself.
    func watch(_ engine: Engine) { self.engine.set(engine) }

    /// Tells why this process does not count.
    func standBy(_ reason: String) { tell(.standby, reason) }

    /// Tells why this process has not begun.
    func wait(_ reason: String) { tell(.starting, reason) }

    /// Tells that the process is ending.
    func drain() { draining.raise() }

    /// Answers no more.
    func stop() { server.stop() }

    private func tell(_ role: PublishedStatus.Role, _ reason: String) {
        var status = PublishedStatus()
        status.role = role
        status.reasons = [reason]
        store.publish(status: status)
    }

    private static func routes(
        _ settings: Settings,
        _ store: SnapshotStore,
        _ history: FinalHistory,
        _ engine: EngineReference,
        _ draining: OneWayFlag,
        _ counts: ServerCounts,
        _ reloads: ReloadCounts
    ) -> RouteTable {
        let streams = StreamCounts(limit: settings.http.streams)
        let metrics = MetricsRoute(
            store: store,
            version: Program.version,
            streams: streams,
            server: counts,
            reloads: reloads,
            staleAfterMilliseconds: settings.time.staleAfter.wholeMilliseconds,
            now: { SystemClock.wall }
        )
        let beats = ["ingest", "commit", "live"].map { name in
            HealthCheck.heartbeat(name, limitSeconds: longestSilence) {
                engine.current?.ages().first { $0.name == name }?.seconds ?? 0
            }
        }
        let ready = [HealthCheck.ready(store), .notDraining(draining)]
        let begun = [HealthCheck.readyOrStandingBy(store), .notDraining(draining)]
        let own: [String: any HTTPRoute] = [
            "/metrics": metrics,
            "/livez": HealthRoute("livez", checks: beats + [.live(store)]),
            "/readyz": HealthRoute("readyz", checks: ready, standbyChecks: begun),
        ]
        .merging(DashboardFiles.routes) { own, _ in own }
        let interface = JSONInterface(
            application(settings, store),
            streams: streams,
            seriesLimit: settings.http.series,
            history: history,
            alerts: { engine.current?.alerts?.current ?? .init() }
        )
        return RouteTable(own.merging(interface.routes) { own, _ in own })
    }

    private static func application(
        _ settings: Settings,
        _ store: SnapshotStore
    ) -> ServedApplication {
        ServedApplication(
            store: store,
            name: settings.application,
            version: Program.version,
            zone: settings.time.zone,
            everyMilliseconds: settings.output.every.wholeMilliseconds,
            boot: String(UInt64.random(in: .min ... .max), radix: 36),
            now: { SystemClock.wall }
        )
    }
}

/// The engine, once there is one.
private final class EngineReference: Sendable {
    private let engine = Mutex<Engine?>(nil)

    var current: Engine? { engine.withLock { $0 } }

    func set(_ engine: Engine) { self.engine.withLock { $0 = engine } }
}
