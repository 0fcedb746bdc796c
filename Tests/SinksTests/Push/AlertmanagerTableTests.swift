// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Sinks

struct AlertmanagerTableTests {
    private let fixture: AlertFixture
    private let held = Held(AlertmanagerTable(application: "shop"))

    init() throws { fixture = try AlertFixture() }

    /// What is told at a time, and taken.
    private func told(_ now: Int64, wall: Int64 = 1_000_000) -> [String] {
        held.value.update(fixture.log.current, now: now, wall: wall)
        var told: [String] = []
        while true {
            let batch = held.value.batch(now: now)
            guard !batch.isEmpty else { return told.sorted() }
            told += batch.map { id, alert in
                let country = id.split(separator: "=").last ?? ""
                let severity = id.prefix { $0 != "|" }
                return "\(country) \(severity) \(alert.since)-\(alert.end.map { "\($0)" } ?? "")"
            }
            held.value.accept(batch, now: now)
        }
    }

    @Test func `what fires is told at once and again each minute`() {
        #expect(told(0) == [])
        fixture.turn("A", .ok, .warn)
        #expect(told(10) == ["A warn 60000-"])
        #expect(told(60_009) == [])
        fixture.turn("B", .ok, .breach)
        #expect(told(60_009) == ["B breach 60000-"])
        #expect(told(60_010) == ["A warn 60000-"])
    }

    @Test func `what is over is told for a quarter of an hour and then forgotten`() {
        fixture.turn("A", .ok, .warn)
        _ = told(0)
        fixture.turn("A", .warn, .ok, at: 180_000)
        #expect(told(5) == ["A warn 60000-180000"])
        let later = (1...20).map { told(Int64($0) * 60_000 + 5).count }
        #expect(later == Array(repeating: 1, count: 14) + Array(repeating: 0, count: 6))
        #expect(held.value.count == 0)
    }

    @Test func `another severity ends one alert and begins another`() {
        fixture.turn("A", .ok, .warn)
        _ = told(0)
        fixture.turn("A", .warn, .breach, at: 120_000)
        #expect(told(1) == ["A breach 120000-", "A warn 60000-120000"])
        fixture.turn("A", .breach, .warn, at: 240_000)
        #expect(told(2) == ["A breach 120000-240000", "A warn 240000-"])
    }

    @Test func `one that ended and began between two looks begins anew`() {
        fixture.turn("A", .ok, .warn)
        _ = told(0)
        fixture.turn("A", .warn, .ok, at: 120_000)
        fixture.turn("A", .ok, .warn, at: 180_000)
        #expect(told(1) == ["A warn 180000-"])
    }

    @Test func `an end that is too long ago to be known is now`() {
        fixture.turn("A", .ok, .warn)
        _ = told(0)
        fixture.turn("A", .warn, .ok, at: 120_000)
        for number in 0..<AlertLog.mostChanges { fixture.turn("B\(number)", .ok, .warn) }
        #expect(told(1, wall: 777_000).contains("A warn 60000-777000"))
    }

    @Test func `after a start what fires is told, and what ended of late`() throws {
        fixture.turn("A", .ok, .warn)
        fixture.turn("B", .ok, .warn)
        fixture.turn("B", .warn, .ok, at: 120_000)
        fixture.turn("C", .ok, .warn)
        fixture.turn("C", .warn, .breach, at: 180_000)
        let next = Self(try fixture.restarted())
        let told = next.told(0)
        #expect(
            told == [
                "A warn 60000-", "B warn 60000-120000", "C breach 180000-", "C warn 60000-180000",
            ]
        )
    }

    @Test func `what fired before a start and ended before anything was told is told as over`()
        throws
    {
        fixture.turn("A", .ok, .warn)
        fixture.turn("B", .ok, .warn)
        let next = try fixture.restarted()
        let table = AlertmanagerTable(
            application: "shop",
            restored: Array(next.log.current.firing.values)
        )
        let other = Self(next, table)
        next.turn("A", .warn, .ok, at: 120_000)
        // So many changes that the end of A is not among the last.
        for number in 0..<AlertLog.mostChanges { next.turn("C\(number)", .ok, .warn) }
        let told = other.told(0, wall: 777_000)
        #expect(told.contains("A warn 60000-777000") && told.contains("B warn 60000-"))
        #expect(told.count == AlertLog.mostChanges + 2)
        #expect(other.told(1, wall: 777_000).isEmpty)
    }

    private init(
        _ fixture: AlertFixture,
        _ table: AlertmanagerTable = AlertmanagerTable(application: "shop")
    ) {
        self.fixture = fixture
        held.value = table
    }

    @Test func `a batch has at most 64 alerts, those that wait longest first`() {
        fixture.turn("Z", .ok, .warn)
        held.value.update(fixture.log.current, now: 0, wall: 0)
        fixture.turn((0..<100).map { ("A\($0)", .ok, .warn) })
        held.value.update(fixture.log.current, now: 1, wall: 0)
        let first = held.value.batch(now: 1)
        #expect(first.count == AlertmanagerTable.mostInBatch && first[0].id.hasSuffix("Z"))
        #expect(held.value.waitingCount(now: 1) == 101)
        held.value.accept(first, now: 1)
        let second = held.value.batch(now: 1)
        #expect(second.count == 37 && held.value.waitingCount(now: 1) == 37)
    }

    @Test func `a refused batch is halved until the bad one is found, which is dropped`() {
        fixture.turn((0..<64).map { ("A\($0)", .ok, .warn) })
        held.value.update(fixture.log.current, now: 0, wall: 0)
        var (requests, told) = (0, 0)
        while true {
            let batch = held.value.batch(now: 0)
            guard !batch.isEmpty else { break }
            requests += 1
            if batch.contains(where: { $0.id.hasSuffix("=A13") }) {
                held.value.refuse(batch)
            } else {
                told += batch.count
                held.value.accept(batch, now: 0)
            }
        }
        #expect(told == 63 && held.value.droppedCount == 1 && requests < 30)
        let later = held.value.batch(now: AlertmanagerAlert.resend)
        #expect(later.count == 63 && !later.contains { $0.id.hasSuffix("=A13") })
        fixture.turn("A13", .warn, .ok, at: 120_000)
        held.value.update(fixture.log.current, now: 70_000, wall: 0)
        let ended = held.value.waitingCount(now: 70_000)
        #expect(ended == 64)
    }

    @Test func `what is over makes room, and what fires does not`() {
        let names = (0..<AlertLog.mostFiring).map { "A\($0)" }
        for round in 0..<3 {
            fixture.turn(names.map { ("\(round)\($0)", .ok, .warn) })
            held.value.update(fixture.log.current, now: Int64(round), wall: 0)
            #expect(held.value.count <= AlertmanagerTable.mostAlerts)
            if round == 2 { break }
            fixture.turn(names.map { ("\(round)\($0)", .warn, .ok) }, at: 120_000)
        }
        #expect(held.value.droppedCount == UInt64(AlertLog.mostFiring))
        let firing = held.value.waitingCount(now: 10)
        #expect(firing == AlertmanagerTable.mostAlerts)
    }
}
