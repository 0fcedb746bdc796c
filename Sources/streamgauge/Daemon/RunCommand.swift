// SPDX-License-Identifier: Apache-2.0

import Glibc
import KPIs
import Pipeline
import Settings

/// The daemon.
enum RunCommand {
    /// Waits between attempts to start, ms: doubled each time from the first to the last.
    private static let firstPause = 500
    private static let lastPause = 15_000

    /// Runs until the process is told to stop; where settings ask for it, the process begins anew instead.
    ///
    /// - Parameters:
    ///   - blueprint: the checked settings.
    ///   - link: to the service manager.
    ///   - read: reads and checks the settings again.
    /// - Throws: what cannot be retried, and batches that could not be delivered.
    static func run(
        _ blueprint: Blueprint,
        _ link: ServiceLink,
        read: @escaping () throws(ProgramError) -> Blueprint
    ) throws(ProgramError) {
        let signals = SignalWatch(takesReload: true)
        let log = Log(level: blueprint.settings.log.level, format: blueprint.settings.log.format)
        let server = try DaemonServer(blueprint, log: log)
        let control = ProcessControl(
            blueprint,
            read: read,
            signals: signals,
            link: link,
            log: log,
            reloads: server.reloads
        )
        guard let daemon = try start(server, control) else {
            if control.beginsAnew {
                server.drain()
                server.stop()
                return try beginAnew(control)
            }
            return control.link.stopping("told to stop before it began")
        }
        var canGoOn = true
        while canGoOn {
            guard control.pause(milliseconds: 500) else { break }
            daemon.take(control.blueprint)
            canGoOn = daemon.look()
            tell(of: daemon, server, &control.link)
        }
        if canGoOn, control.beginsAnew {
            control.link.takingOver("begins anew")
            // What is not delivered, as with brokers that are away, is read again as after any start.
            _ = daemon.stop()
            if let failure = daemon.inputFailure { throw failure }
            return try beginAnew(control)
        }
        control.endOnNextSignal()
        control.link.stopping(canGoOn ? "writes the last batch" : "cannot go on, see its log")
        let isDrained = daemon.stop()
        // Clients of the broker may hold threads for long: the process ends here, flushed.
        if let failure = daemon.failure { throw failure }
        if !isDrained { throw ProgramError(.unavailable, "not everything could be delivered") }
    }

    /// Runs the program from its beginning, in this process; returns only where it was told to end meanwhile.
    private static func beginAnew(_ control: ProcessControl) throws(ProgramError) {
        guard !control.isToldToEnd() else {
            return control.link.stopping("told to stop before it began anew")
        }
        control.log.info("begins anew in this process")
        throw Reexecution.run()
    }

    /// The manager hears of this process while the threads that count and write come round.
    private static func tell(of daemon: Daemon, _ server: DaemonServer, _ link: inout ServiceLink) {
        let status = server.store.current.status
        let text = ServiceStatus.text(status)
        if !link.isReady {
            guard status.isReady else {
                return link.starting("waits for its inputs")
            }
            link.ready(text)
        }
        link.report(text)
        let silences = daemon.engine.ages().filter { $0.name != "live" }.map(\.seconds)
        link.live(silences: silences)
    }

    /// Starts, and tries again while brokers are away; nil: told to stop, or to begin anew, meanwhile.
    private static func start(
        _ server: DaemonServer,
        _ control: ProcessControl
    ) throws(ProgramError) -> Daemon? {
        var pause = firstPause
        while true {
            do throws(ProgramError) {
                return try lead(server, control)
            } catch {
                guard error.isRetriable else { throw error }
                server.wait("cannot start yet: \(error.description)")
                control.link.starting("cannot start yet: \(error.description)")
                control.log.warning(
                    "cannot start yet: \(error.description)",
                    [("retry_in_ms", "\(pause)")]
                )
            }
            guard control.pause(milliseconds: pause) else { return nil }
            pause = min(pause * 2, lastPause)
        }
    }

    /// Waits until this process leads, and starts; nil: told to stop, or to begin anew, meanwhile.
    private static func lead(
        _ server: DaemonServer,
        _ control: ProcessControl
    ) throws(ProgramError) -> Daemon? {
        try Daemon.checkInputs(control.blueprint)
        let topics = try OutputTopics(
            control.blueprint.settings,
            kafka: control.blueprint.kafka,
            isEmbedded: false
        )
        for warning in topics.warnings { control.log.warning(warning) }
        let standby = try Standby(control.blueprint, server, control.log)
        guard try standby.wait(control) else { return nil }
        do throws(ProgramError) {
            return try Daemon(
                control.blueprint,
                options: Daemon.Options(),
                topics: topics,
                server: server,
                standby: standby,
                log: control.log
            )
        } catch {
            standby.seat.leave()
            throw error
        }
    }
}
