// SPDX-License-Identifier: Apache-2.0

import Pipeline

/// Tells the service manager that started this process how it is; without one, nobody.
///
/// Used by the main thread.
struct ServiceLink {
    /// The time between two messages of the same kind at least, ms.
    private static let messageInterval: Int64 = 5_000
    /// How much longer a start may take that goes on, ms: more than any single wait in it.
    private static let startExtension: Int64 = 90_000
    /// How long a takeover may take, ms: the stored state is made into tables in one go.
    private static let takeoverLimit: Int64 = 600_000

    private let socket: NotifySocket?
    private var watchdog: Watchdog?
    private var status = ""
    private var lastStatus: Int64?
    private var lastExtension: Int64?
    /// Whether the manager may allow a longer silence than it was set up for: before the first sign of life it
    /// may have been told so by this process before it began anew.
    private var isTakingOver = true
    /// Whether the manager knows that the start is over.
    private(set) var isReady = false

    /// The link that the environment asks for.
    init(_ environment: [String: String], processID: Int32) {
        socket = NotifySocket(environment)
        watchdog = Watchdog(environment, processID: processID)
    }

    /// Tells that the process does its work, once: it reads, or stands by to.
    mutating func ready(_ status: String, at now: Int64 = SystemClock.monotonic) {
        guard !isReady else { return report(status, at: now) }
        isReady = true
        (self.status, lastStatus) = (status, now)
        socket?.send([("READY", "1"), ("STATUS", status)])
        live(at: now)
    }

    /// Tells that the start goes on, and what it waits for.
    mutating func starting(_ status: String, at now: Int64 = SystemClock.monotonic) {
        report(status, at: now)
        if isReady { return live(at: now) }
        if let lastExtension, now - lastExtension < Self.messageInterval { return }
        lastExtension = now
        socket?.send([("EXTEND_TIMEOUT_USEC", String(Self.startExtension * 1_000))])
    }

    /// Tells that the process begins to lead, or begins anew: its main thread is not heard of until it reads.
    ///
    /// A manager that was told that the process stands by, or reads, expects signs of life already.
    mutating func takingOver(
        _ status: String = "takes over",
        at now: Int64 = SystemClock.monotonic
    ) {
        report(status, at: now)
        let limit = String(Self.takeoverLimit * 1_000)
        guard isReady else {
            lastExtension = now
            return _ = socket?.send([("EXTEND_TIMEOUT_USEC", limit)])
        }
        guard watchdog != nil else { return }
        isTakingOver = true
        socket?.send([("WATCHDOG_USEC", limit), ("WATCHDOG", "1")])
    }

    /// Tells that the settings are read again; `reloaded` tells that this is over.
    func reloading(at now: Int64 = SystemClock.monotonic) {
        // Before the start is over a manager would take the end of this for the end of that.
        guard isReady else { return }
        // Not before the signal was sent, which a manager asks for: our clock counts whole ms.
        socket?.send([("RELOADING", "1"), ("MONOTONIC_USEC", String((now + 1) * 1_000))])
    }

    /// Tells that the settings were read again, and what the process is at.
    func reloaded() {
        guard isReady else { return }
        socket?.send([("READY", "1"), ("STATUS", status)])
    }

    /// Tells what the process is at, when that has changed.
    mutating func report(_ status: String, at now: Int64 = SystemClock.monotonic) {
        guard status != self.status else { return }
        if let lastStatus, now - lastStatus < Self.messageInterval { return }
        (self.status, lastStatus) = (status, now)
        socket?.send([("STATUS", status)])
    }

    /// Feeds the watchdog, if it is time and no thread is stuck.
    ///
    /// - Parameters:
    ///   - now: monotonic ms.
    ///   - silences: how long ago each watched thread came by, s; none: only the main thread works.
    mutating func live(at now: Int64 = SystemClock.monotonic, silences: [Double] = []) {
        guard isReady, let interval = watchdog?.intervalMilliseconds,
            watchdog?.isDue(at: now, silences: silences) == true
        else { return }
        // The first sign after a takeover makes it as strict again as it was set up.
        let limit = isTakingOver ? [("WATCHDOG_USEC", String(interval * 1_000))] : []
        isTakingOver = false
        socket?.send(limit + [("WATCHDOG", "1")])
    }

    /// Tells that the process ends, and why.
    func stopping(_ status: String) {
        socket?.send([("STOPPING", "1"), ("STATUS", status)])
    }
}
