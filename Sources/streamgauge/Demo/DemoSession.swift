// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Pipeline
import Settings
import Story

/// A running demo: feeds the daemon, shows what it publishes, ends in order.
///
/// Used by the main thread.
struct DemoSession {
    /// How often the screen is drawn while the past is told and then, ms.
    private static let pastInterval: Int64 = 200
    private static let liveInterval: Int64 = 500
    /// How often a table is printed where nothing can be redrawn, ms.
    private static let printInterval: Int64 = 10_000
    /// How often the daemon is looked at, ms.
    private static let lookInterval: Int64 = 1_000
    /// How often live events are written, ms: the embedded broker searches all batches that it keeps
    /// at each fetch, so few large ones are better.
    private static let livePause = 200
    /// How long the daemon is left to read, ms.
    private static let fullPause = 5

    private let daemon: Daemon
    private var feed: DemoFeed
    private var table: DemoTable
    private var screen: FrameScreen
    private var signals: SignalWatch
    private var lookedAt = SystemClock.monotonic
    private var shownAt = SystemClock.monotonic
    /// Since when events are those of now, monotonic ms; nil: the past is told.
    private var liveSince: Int64?
    private var canGoOn = true

    init(
        daemon: Daemon,
        feed: DemoFeed,
        table: DemoTable,
        screen: FrameScreen,
        signals: SignalWatch
    ) {
        self.daemon = daemon
        self.feed = feed
        self.table = table
        self.screen = screen
        self.signals = signals
    }

    /// Runs until told to stop, or until it was live for a time.
    mutating func run(for duration: Duration?) throws(ProgramError) {
        try screen.begin(table.introduction)
        var failure: ProgramError?
        do throws(ProgramError) {
            try feedAndShow(for: duration)
        } catch {
            failure = error
        }
        signals.restoreDefaults()
        let isDrained = daemon.stop()
        try screen.end(table.lines(of: daemon.engine.store.current, at: SystemClock.wall))
        if let failure { throw failure }
        if !canGoOn { throw ProgramError(.software, "the embedded broker refused a batch") }
        if !isDrained { throw ProgramError(.software, "not everything could be delivered") }
    }

    private mutating func feedAndShow(for duration: Duration?) throws(ProgramError) {
        var pause = 0
        while canGoOn, signals.next(withinMilliseconds: pause) == nil {
            pause = try feedOnce()
            let now = SystemClock.monotonic
            if now - lookedAt >= Self.lookInterval {
                lookedAt = now
                canGoOn = daemon.look()
            }
            try show(now)
            if let liveSince, let duration, now - liveSince >= duration.wholeMilliseconds { return }
        }
    }

    /// Writes what is due.
    ///
    /// - Returns: how long there is nothing to do, ms.
    private mutating func feedOnce() throws(ProgramError) -> Int {
        let read = recordsRead()
        switch try feed.tell(until: SystemClock.wall, read: read) {
        case .more: return 0
        case .full: return Self.fullPause
        case .caughtUp:
            if liveSince != nil { return Self.livePause }
            guard feed.isPastRead(read) else { return Self.fullPause }
            liveSince = SystemClock.monotonic
            table.isLive = true
            return 0
        }
    }

    private func recordsRead() -> [String: Int] {
        let status = daemon.engine.ingestStatus.current
        return zip(status.partitions, status.counts).reduce(into: [:]) { read, partition in
            read[partition.0.topic, default: 0] += Int(partition.1.records)
        }
    }

    private mutating func show(_ now: Int64) throws(ProgramError) {
        let interval =
            !screen.isTerminal
            ? Self.printInterval : liveSince == nil ? Self.pastInterval : Self.liveInterval
        guard now - shownAt >= interval else { return }
        shownAt = now
        let state = daemon.engine.store.current
        table.observe(state, at: now)
        var lines = table.lines(of: state, at: SystemClock.wall)
        if screen.isTerminal { lines[lines.count - 1] += "    Ctrl-C ends" }
        try screen.show(lines)
    }
}
