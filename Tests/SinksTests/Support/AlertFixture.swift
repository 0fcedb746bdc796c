// SPDX-License-Identifier: Apache-2.0

import KPIs
import TestSupport

@testable import Sinks

/// A log of alerts of visits by country, and how its statuses turn.
struct AlertFixture {
    let plan: Plan
    let log: AlertLog

    init(receivers: [String] = []) throws {
        var target = TargetDraft(value: 10)
        (target.warn, target.breach) = ([8], [5])
        var selection = KPISelection("web.visits", by: [["country"]], windows: [60_000])
        selection.target = target
        plan = try PlanCompiler(selections: [selection]).compile()
        log = AlertLog(
            AlertEncoder(plan: plan, application: "shop", generation: 7, keyFingerprint: "f")
        )
        log.receivers.register(receivers)
    }

    /// A status turns, at a time, and is committed.
    @discardableResult
    func turn(
        _ country: String,
        _ before: TargetStatus?,
        _ now: TargetStatus,
        at since: Int64 = 60_000
    ) -> AlertChange? {
        turn([(country, before, now)], at: since).first
    }

    /// Several turn at once.
    @discardableResult
    func turn(
        _ turns: [(country: String, before: TargetStatus?, now: TargetStatus)],
        at since: Int64 = 60_000
    ) -> [AlertChange] {
        let changes = log.stage(
            turns.map { country, before, now in
                var snapshot = Snapshot.turn(country, now, in: plan)
                snapshot.target = TargetStanding(status: now, since: since)
                return StatusTurn(snapshot, before: before)
            },
            emitted: since
        )
        log.confirm()
        return changes
    }

    /// Another process that goes on from what this one has committed.
    func restarted() throws -> AlertFixture {
        let next = try AlertFixture()
        let reading = log.current
        next.log.restore(
            firing: Array(reading.firing.values),
            changes: reading.changes,
            count: reading.count,
            told: log.receivers.positions
        )
        return next
    }
}

extension PushReceiver {
    static let alertmanager = PushReceiver(
        kind: .alertmanager,
        url: "http://am",
        name: "alertmanager/am",
        credentials: .none
    )
    static let webhook = PushReceiver(
        kind: .webhook,
        url: "http://hook",
        name: "webhook/hook",
        credentials: .none
    )
}

extension PushRequest {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }
}
