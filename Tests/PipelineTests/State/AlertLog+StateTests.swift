// SPDX-License-Identifier: Apache-2.0

import KPIs
import TestSupport
import Testing

@testable import Pipeline

struct AlertLogStateTests {
    private let plan: Plan

    init() throws {
        var selection = KPISelection("web.visits", by: [["country"]], windows: [60_000])
        selection.target = TargetDraft(value: 10)
        plan = try PlanCompiler(selections: [selection]).compile()
    }

    private func log() -> AlertLog {
        AlertLog(AlertEncoder(plan: plan, application: "shop", generation: 1, keyFingerprint: "f"))
    }

    private func turn(
        _ series: Int,
        _ status: TargetStatus,
        _ before: TargetStatus
    ) -> StatusTurn {
        StatusTurn(.turn("C\(series)", status, in: plan), before: before)
    }

    @Test func `how far receivers were told is stored, and what they were not told`() throws {
        let log = log()
        log.receivers.register(["a", "b"])
        _ = log.stage((0..<3).map { turn($0, .warn, .ok) }, emitted: 0)
        log.confirm()
        log.receivers.tell("a", upTo: 2)
        var recorder = StateRecorder(turns: 5, clockOffset: 0)
        recorder.begin()
        log.record(to: &recorder)
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        let restored = self.log()
        try restored.restore(from: image)
        restored.receivers.register(["a", "b", "new"])
        #expect(restored.receivers.positions == ["a": 2, "b": 0, "new": 3])
        #expect(restored.receivers.next(for: "a")?.change == log.current.changes[2])
        #expect(restored.receivers.next(for: "b")?.change == log.current.changes[0])

        // Of receivers that are gone nothing stays in the state.
        log.receivers.register([])
        recorder.begin()
        log.record(to: &recorder)
        try image.apply(recorder.takeDelta())
        let other = self.log()
        try other.restore(from: image)
        #expect(other.receivers.positions.isEmpty)
    }

    @Test func `all that waits for a receiver is stored, not the last changes only`() throws {
        let log = log()
        log.receivers.register(["down"])
        var recorder = StateRecorder(turns: 5, clockOffset: 0)
        var image = StateImage()
        // So many that the parts come round, and more than wait at most.
        for round in 0..<300 {
            let isFiring = round % 2 == 0
            _ = log.stage(
                (0..<90).map { turn($0, isFiring ? .warn : .ok, isFiring ? .ok : .warn) },
                emitted: Int64(round)
            )
            recorder.begin()
            log.record(to: &recorder)
            try image.apply(recorder.takeDelta())
            log.confirm()
            if round == 20 { log.receivers.tell("down", upTo: 700) }
            if round == 290 { log.receivers.tell("down", upTo: 18_000) }
        }
        let restored = self.log()
        try restored.restore(from: image)
        restored.receivers.register(["down"])
        #expect(restored.receivers.queue(of: "down") == (300 * 90 - 18_000, 0))
        while let (position, change) = log.receivers.next(for: "down") {
            let again = try #require(restored.receivers.next(for: "down"))
            #expect(again.position == position && again.change == change)
            log.receivers.tell("down", upTo: position)
            restored.receivers.tell("down", upTo: position)
        }
        #expect(restored.receivers.next(for: "down") == nil)
    }

    @Test func `of what waits a commit writes what is new`() throws {
        let log = log()
        log.receivers.register(["down"])
        var recorder = StateRecorder(turns: 1_000_000, clockOffset: 0)
        var sizes: [Int] = []
        for round in 0..<100 {
            let isFiring = round % 2 == 0
            _ = log.stage(
                (0..<64).map { turn($0, isFiring ? .warn : .ok, isFiring ? .ok : .warn) },
                emitted: 0
            )
            log.confirm()
            recorder.begin()
            log.record(to: &recorder)
            sizes.append(recorder.takeDelta().count)
        }
        // With 6,400 that wait no more than with 640.
        #expect(sizes[98...].max()! <= sizes[10...11].max()! + 4_096)
    }

    @Test func `after each commit the stored alerts are those in memory`() throws {
        let log = log()
        var recorder = StateRecorder(turns: 5, clockOffset: 0)
        var image = StateImage()
        for round in 0..<60 {
            let isFiring = round % 3 != 2
            _ = log.stage(
                (0..<20).map { series in
                    turn(round % 7 * 20 + series, isFiring ? .warn : .ok, isFiring ? .ok : .warn)
                },
                emitted: Int64(round)
            )
            log.confirm()
            recorder.begin()
            log.record(to: &recorder)
            try image.apply(recorder.takeDelta())
            let restored = self.log()
            try restored.restore(from: image)
            #expect(restored.current.firing == log.current.firing)
            #expect(restored.current.changes == log.current.changes)
            #expect(restored.current.count == log.current.count)
        }
        #expect(log.current.firing.count > 20)
    }
}
