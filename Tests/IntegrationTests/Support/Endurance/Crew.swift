// SPDX-License-Identifier: Apache-2.0

import Glibc
import TestSupport
import Testing

/// The processes of an application: one that leads, and sometimes one that stands by.
struct Crew {
    private let scene: Scene
    private(set) var leader: Daemon
    private(set) var standby: Daemon?
    private var count = 0

    init(_ scene: Scene) throws {
        self.scene = scene
        leader = try scene.start("process-0")
    }

    /// Lets a process stand by, if none does.
    ///
    /// One that comes when the broker has just come back may find the seat empty: then it leads.
    mutating func addStandby() throws {
        guard standby == nil else { return }
        let daemon = try start()
        standby = daemon
        let stands = try Patience.wait(for: "a process to stand by, or to lead") {
            if daemon.log.contains("stands by") { return true }
            return daemon.log.contains("goes on from the stored state") ? false : nil
        }
        guard !stands else { return }
        #expect(leader.awaitEnd() == 69, "\(leader.log)")
        _ = try succeed()
    }

    /// The process that stands by takes the place of the one that led, else a new one does.
    ///
    /// - Returns: whether it stood by.
    mutating func succeed() throws -> Bool {
        guard let next = standby else {
            leader = try start()
            return false
        }
        leader = next
        standby = nil
        return true
    }

    /// Whether the process that stood by leads now, as it may when a broker was away for long.
    mutating func isDeposed() throws -> Bool {
        guard !leader.isRunning, standby != nil else { return false }
        #expect(leader.awaitEnd() == 69, "\(leader.log)")
        return try succeed()
    }

    private mutating func start() throws -> Daemon {
        count += 1
        return try scene.start("process-\(count)")
    }
}

extension Daemon {
    /// Transactions that it has committed; nil: it does not say yet.
    func commitCount() throws -> Int? {
        guard isRunning else { throw Ended(description: "ended by itself: \(log)") }
        guard log.contains("http=http://") else { return nil }
        return try get("/metrics").map { text in
            Int(
                Metrics(text).sum("streamgauge_commits_total", ["outcome": "committed"])
            )
        }
    }
}
