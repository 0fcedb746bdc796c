// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// A second process of an application: it waits, follows the state and takes over.
@Suite(.serialized) struct StandbyTests {
    /// Longer than any test waits: only a seat that was given back is taken.
    private static let endless = "{commit: 100ms, session: 30m}"

    /// A leader that has read the first act, and a process that stands by.
    private func pair(
        _ name: String,
        state: String? = nil
    ) throws -> (Scene, Stage, leader: Daemon, standby: Daemon) {
        var scene = try Scene(name, partitions: 2)
        if let state { scene.sections["state"] = state }
        let stage = try Stage(&scene, acts: 2)
        try stage.write(0, to: scene)
        let leader = try scene.start("first")
        try leader.awaitRecords(stage.count(of: 0))
        let standby = try scene.start("second")
        try standby.awaitLog("stands by")
        return (scene, stage, leader, standby)
    }

    @Test func `it waits while another leads, and says so`() throws {
        let (scene, stage, leader, standby) = try pair("waits")
        #expect(try standby.unreadiness()?.contains("a process at /127.0.0.1 leads") == true)
        #expect(try standby.get("/livez") != nil)
        let metrics = try standby.metrics()
        #expect(metrics.sum("streamgauge_role", ["role": "standby"]) == 1)
        #expect(metrics.sum("streamgauge_role", ["role": "leader"]) == 0)
        #expect(metrics.sum("streamgauge_poll_gap_seconds_count") == 0, "it reads nothing")
        let others = try leader.metrics()
        #expect(others.sum("streamgauge_role", ["role": "leader"]) == 1)
        #expect(others.sum("streamgauge_poll_gap_seconds_count") > 0)
        // Told to leave, it leaves the other alone.
        #expect(standby.stop() == 0, "\(standby.log)")
        try stage.write(1, to: scene)
        try stage.expectWhole(leader, scene)
    }

    @Test func `it takes over from a leader that was killed`() throws {
        let (scene, stage, leader, standby) = try pair("killed-leader")
        leader.kill()
        try stage.write(1, to: scene)
        try standby.awaitLog("goes on from the stored state")
        try standby.awaitMetrics("the standby to say that it leads") {
            $0.sum("streamgauge_role", ["role": "leader"]) == 1
        }
        try stage.expectWhole(standby, scene)
    }

    @Test func `told to end, a leader hands over without waiting for its session`() throws {
        let (scene, stage, leader, standby) = try pair("handed-over", state: Self.endless)
        #expect(leader.stop() == 0, "\(leader.log)")
        try standby.awaitLog("goes on from the stored state")
        try stage.write(1, to: scene)
        try stage.expectWhole(standby, scene)
    }

    @Test func `a leader that slept wakes up, commits nothing and ends`() throws {
        let (scene, stage, sleeper, standby) = try pair("slept")
        sleeper.halt()
        try stage.write(1, to: scene)
        // Until it has committed, one that wakes may take the application back.
        try standby.awaitLog("goes on from the stored state")
        try standby.awaitCommits(1)
        sleeper.resume()
        #expect(sleeper.awaitEnd() == 69, "\(sleeper.log)")
        #expect(sleeper.log.contains("another process of the application slept has taken over"))
        try stage.expectWhole(standby, scene)
    }

    @Test func `of three that start together one leads, and the others follow one by one`() throws {
        var scene = try Scene("three", partitions: 2)
        let stage = try Stage(&scene, acts: 2)
        try stage.write(0, to: scene)
        var daemons = try (0..<3).map { try scene.start("daemon-\($0)") }
        for left in [2, 1, 0] {
            let leader = try Patience.wait(for: "one to lead") {
                try daemons.firstIndex { try $0.role() == "leader" }
            }
            try Patience.wait(for: "the others to stand by") {
                try daemons.count { try $0.role() == "standby" } == left ? true : nil
            }
            guard left > 0 else { break }
            daemons.remove(at: leader).kill()
        }
        try stage.write(1, to: scene)
        try stage.expectWhole(daemons[0], scene)
    }
}

extension Daemon {
    /// What it is to its application.
    fileprivate func role() throws -> String? {
        let metrics = try metrics()
        return ["starting", "standby", "leader"].first {
            metrics.sum("streamgauge_role", ["role": $0]) == 1
        }
    }
}
