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
    )
        -> (snapshot: Snapshot, before: TargetStatus?)
    {
        (.turn("C\(series)", status, in: plan), before)
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
