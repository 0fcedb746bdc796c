// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import KPIs

struct AlertLogTests {
    private let plan: Plan
    private let log: AlertLog

    init() throws {
        var target = TargetDraft(value: 10)
        (target.warn, target.breach) = ([8], [5])
        var selection = KPISelection("web.visits", by: [["country"]], windows: [60_000])
        selection.target = target
        let plan = try PlanCompiler(selections: [selection]).compile()
        log = AlertLog(
            AlertEncoder(plan: plan, application: "shop", generation: 1, keyFingerprint: "f")
        )
        self.plan = plan
    }

    private func turn(
        _ series: Int,
        _ status: TargetStatus,
        _ before: TargetStatus?
    ) -> StatusTurn {
        StatusTurn(.turn("C\(series)", status, in: plan), before: before)
    }

    @Test func `a change counts once its commit has arrived`() {
        #expect(log.stage([turn(1, .warn, .ok), turn(2, .ok, nil)], emitted: 0).count == 1)
        #expect(log.current.firing.isEmpty && log.staged.firing.count == 1)
        log.confirm()
        #expect(log.current.firing.count == 1 && log.current.changes.count == 1)
        _ = log.stage([turn(1, .ok, .warn)], emitted: 0)
        #expect(log.current.firing.count == 1)
        log.confirm()
        #expect(log.current.firing.isEmpty && log.current.changes.count == 2)
    }

    @Test func `the last changes are kept, and no more`() {
        for number in 0..<150 {
            _ = log.stage([turn(number, .warn, .ok), turn(number, .ok, .warn)], emitted: 0)
        }
        log.confirm()
        #expect(log.current.changes.count == AlertLog.mostChanges)
        #expect(log.current.changes.first?.dimensions[0].value == "C50")
        #expect(log.current.count == 300)
    }

    @Test func `more alerts than are kept are counted and told all the same`() {
        let turns = (0..<AlertLog.mostFiring + 3).map { turn($0, .breach, .ok) }
        #expect(log.stage(turns, emitted: 0).count == AlertLog.mostFiring + 3)
        log.confirm()
        #expect(log.current.firing.count == AlertLog.mostFiring)
        #expect(log.current.droppedCount == 3)
    }

    @Test func `what begins and ends at one barrier pushes nothing out`() {
        let turns = (0..<AlertLog.mostFiring + 3).map { turn($0, .breach, .ok) }
        let ends = (0..<3).map { turn($0, .ok, .breach) }
        #expect(log.stage(turns + ends, emitted: 0).count == AlertLog.mostFiring + 6)
        log.confirm()
        #expect(log.current.firing.count == AlertLog.mostFiring)
        #expect(log.current.droppedCount == 0)
    }

    @Test func `a series that is read for the first time ends an alert of other definitions`() {
        _ = log.stage([turn(1, .breach, .ok), turn(2, .breach, .ok)], emitted: 0)
        log.confirm()
        let changes = log.stage([turn(1, .ok, nil), turn(2, .breach, nil)], emitted: 0)
        #expect(changes.map(\.status) == [.resolved])
        log.confirm()
        #expect(log.current.firing.values.map { $0.dimensions[0].value } == ["C2"])
    }

    @Test func `an alert of a target that is gone fires no more, and is ended once`() throws {
        _ = log.stage([turn(1, .breach, .ok)], emitted: 0)
        log.confirm()
        let plan = try PlanCompiler(
            selections: [KPISelection("web.visits", by: [["country"]], windows: [60_000])]
        ).compile()
        let other = AlertLog(
            AlertEncoder(plan: plan, application: "shop", generation: 1, keyFingerprint: "f")
        )
        let firing = Array(log.current.firing.values)
        other.restore(firing: firing, changes: firing, count: 1)
        let ends = other.stageOrphans(emitted: 90_000)
        #expect(ends.map(\.key) == firing.map(\.key) && ends.map(\.status) == [.resolved])
        #expect(other.current.changes.count == 1, "the commit has not arrived")
        #expect(other.current.firing.count == 1, "nobody was told that it is over")
        #expect(other.staged.firing.isEmpty)
        #expect(other.stageOrphans(emitted: 90_000).isEmpty)
        other.confirm()
        #expect(other.current.changes.map(\.status) == [.firing, .resolved])
        #expect(other.current.firing.isEmpty && other.current.droppedCount == 0)
    }

    @Test func `an alert of a target that is gone, with a record of another kind, is counted`()
        throws
    {
        let plan = try PlanCompiler(
            selections: [KPISelection("web.visits", by: [["country"]], windows: [60_000])]
        ).compile()
        let other = AlertLog(
            AlertEncoder(plan: plan, application: "shop", generation: 1, keyFingerprint: "f")
        )
        _ = log.stage([turn(1, .breach, .ok)], emitted: 0)
        let whole = try #require(log.staged.firing.values.first)
        let strange = AlertChange(
            name: whole.name,
            status: .firing,
            severity: whole.severity,
            kpi: whole.kpi,
            dimensions: whole.dimensions,
            window: whole.window,
            since: whole.since,
            key: whole.key,
            json: Array("{}".utf8)
        )
        other.restore(firing: [strange], changes: [], count: 1)
        #expect(other.current.firing.isEmpty && other.current.droppedCount == 1)
        #expect(other.stageOrphans(emitted: 90_000).isEmpty)
        other.confirm()
        #expect(other.current.firing.isEmpty && other.staged.droppedCount == 1)
    }

    @Test func `what waits for receivers is shown where the last changes end, staged ones too`() {
        log.receivers.register(["slow", "fast"])
        _ = log.stage((0..<250).map { turn($0, .warn, .ok) }, emitted: 0)
        #expect(log.olderWaiting.first == 1 && log.olderWaiting.changes.count == 50)
        log.confirm()
        log.receivers.tell("fast", upTo: 250)
        log.receivers.tell("slow", upTo: 7)
        _ = log.stage((0..<210).map { turn($0, .ok, .warn) }, emitted: 0)
        let waiting = log.olderWaiting
        #expect(waiting.first == 8 && waiting.changes.count == 253)
        #expect(waiting.changes.first?.dimensions[0].value == "C7")
        #expect(waiting.changes.last?.dimensions[0].value == "C9")
        #expect(waiting.changes.last?.status == .resolved)
        log.receivers.register([])
        #expect(log.olderWaiting.changes.isEmpty)
    }

    @Test func `an alert of a target that is still there is not ended by a start`() {
        _ = log.stage([turn(1, .breach, .ok)], emitted: 0)
        log.confirm()
        let other = AlertLog(
            AlertEncoder(plan: plan, application: "shop", generation: 1, keyFingerprint: "f")
        )
        other.restore(firing: Array(log.current.firing.values), changes: [], count: 1)
        #expect(other.stageOrphans(emitted: 90_000).isEmpty && other.current.firing.count == 1)
    }

    @Test func `an alert of windows that come at other times now is ended`() throws {
        _ = log.stage([turn(1, .breach, .ok)], emitted: 0)
        log.confirm()
        var target = TargetDraft(value: 10)
        (target.warn, target.breach) = ([8], [5])
        let shape = try #require(WindowShape(text: "1m by 10s"))
        var selection = KPISelection("web.visits", by: [["country"]], windows: [shape])
        selection.target = target
        let plan = try PlanCompiler(selections: [selection]).compile()
        let other = AlertLog(
            AlertEncoder(plan: plan, application: "shop", generation: 1, keyFingerprint: "f")
        )
        other.restore(firing: Array(log.current.firing.values), changes: [], count: 1)
        #expect(other.stageOrphans(emitted: 90_000).map(\.status) == [.resolved])
        #expect(other.staged.firing.isEmpty)
    }
}
