// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import streamgauge

struct DemoTableTests {
    private static let midnight: Int64 = 1_767_225_600_000
    private let store: SnapshotStore
    private let plan: Plan
    private var table = DemoTable(
        address: "http://127.0.0.1:65535",
        reader: "kcat -b 127.0.0.1:65535 -t kpi-snapshots -C"
    )

    init() throws {
        plan = try PlanCompiler(selections: DemoCluster.kpis.map { KPISelection($0) }).compile()
        store = SnapshotStore(plan: plan, seriesLimit: 1_000)
    }

    private func output(_ id: String, _ size: Int64) throws -> Int {
        try #require(
            plan.outputs.firstIndex {
                plan.kpis[$0.kpi].id == id && $0.size == size * 1_000
                    && plan.tables[$0.table].groupingSet == 0
            }
        )
    }

    /// A reading of a window that begins so many seconds after midnight.
    private func reading(
        _ id: String,
        _ size: Int64,
        at second: Int64,
        _ value: KPIValue
    ) throws -> SeriesReading {
        let start = Self.midnight + second * 1_000
        return SeriesReading(
            series: try output(id, size),
            reading: Reading(start: start, end: start + size * 1_000, value: value)
        )
    }

    private func count(_ number: Double) -> KPIValue {
        KPIValue(value: number, num: number, den: nil, n: number)
    }

    private func line(_ id: String) throws -> [String] {
        let lines = table.lines(of: store.current, at: Self.midnight)
        let line = try #require(lines.first { $0.hasPrefix("\(id) ") })
        return line.split(separator: " ").dropFirst().map(String.init)
    }

    @Test func `a frame fits a terminal of 24 rows and 80 columns`() {
        var status = PublishedStatus()
        status.watermark = Self.midnight - 99_900
        status.topics = [
            .init(
                name: "web",
                records: [.init(name: "decoded", count: 999_999)],
                events: [],
                rejections: ["json", "type", "bad_time", "time"].map {
                    .init(name: $0, count: 99)
                }
            )
        ]
        store.publish(status: status)
        let lines = table.lines(of: store.current, at: Self.midnight)
        #expect(lines.count == 24)
        #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines.max { $0.count < $1.count } ?? "")")
        #expect(lines[0].contains("396 rejected: json 99"))
        #expect(lines[1].hasSuffix("lag 99.9 s, conservation OK; look at http://127.0.0.1:65535/"))
    }

    @Test func `the newest final is shown beside its running window`() throws {
        store.publish(
            live: [try reading("web.visits", 10, at: 20, count(7))],
            finals: [
                try reading("web.visits", 60, at: -60, count(3)),
                try reading("web.visits", 10, at: 10, count(1_234)),
            ]
        )
        #expect(try line("web.visits") == ["1,234", "10s", "00:00:10", "7", "1,234"])
    }

    @Test func `a running window that is final by now is left out`() throws {
        let value = try reading("web.visits", 10, at: 10, count(5))
        store.publish(live: [value], finals: [value])
        #expect(try line("web.visits") == ["5", "10s", "00:00:10", "5"])
    }

    @Test func `an empty final does not hide one that rests on something`() throws {
        store.publish(
            finals: [
                try reading("web.visits", 3_600, at: -3_600, count(80)),
                try reading("web.visits", 10, at: 10, count(0)),
            ]
        )
        #expect(try line("web.visits") == ["80", "1h", "23:00", "80"])
    }

    @Test func `units and parts are shown as people read them`() throws {
        store.publish(
            finals: [
                try reading(
                    "web.bounce_rate",
                    3_600,
                    at: 0,
                    KPIValue(value: 0.4125, num: 412.5, den: 1_000, n: 1_000)
                ),
                try reading(
                    "web.avg_session_duration",
                    3_600,
                    at: 0,
                    KPIValue(value: 93.25, num: 9_325, den: 100, n: 100)
                ),
                try reading(
                    "app.screens_per_session",
                    3_600,
                    at: 0,
                    KPIValue(value: 4.5, num: 9, den: 2, n: 2)
                ),
                try reading("app.active_users", 86_400, at: 0, count(900)),
                try reading(
                    "email.ctr",
                    3_600,
                    at: 0,
                    KPIValue(value: nil, num: 0, den: 0, n: 0)
                ),
            ]
        )
        #expect(try line("web.bounce_rate") == ["41.2", "%", "1h", "00:00", "412/1,000"])
        #expect(try line("web.avg_session_duration").prefix(2) == ["93.2", "s"])
        #expect(try line("app.screens_per_session") == ["4.50", "1h", "00:00", "9/2"])
        #expect(try line("app.active_users") == ["900", "1d", "2026-01-01", "900"])
        #expect(try line("email.ctr") == ["no", "data", "1h", "00:00", "0/0"])
        #expect(try line("email.ctor") == ["-"])
    }

    @Test func `what does not add up is told`() {
        var status = PublishedStatus()
        status.conservationViolations = 2
        store.publish(status: status)
        let lines = table.lines(of: store.current, at: Self.midnight)
        #expect(lines[1].hasPrefix("no events, conservation: 2 WRONG; "))
    }

    @Test mutating func `speed is a mean over seconds, once events are those of now`() {
        func publish(_ records: UInt64) {
            var status = PublishedStatus()
            status.topics = [
                .init(
                    name: "web",
                    records: [.init(name: "decoded", count: records)],
                    events: [],
                    rejections: []
                )
            ]
            store.publish(status: status)
        }
        publish(5_000)
        table.observe(store.current, at: 0)
        let before = table.lines(of: store.current, at: Self.midnight)[0]
        #expect(before == "5,000 read at full speed; none rejected")
        table.isLive = true
        table.observe(store.current, at: 1_000)
        publish(5_300)
        table.observe(store.current, at: 4_000)
        let after = table.lines(of: store.current, at: Self.midnight)[0]
        #expect(after == "5,300 read, 100/s; none rejected")
    }

    @Test(arguments: [(5, [1, 2, 3]), (3, [1, 2, 3]), (2, [1, 3]), (1, [3])])
    func `a small screen keeps the last line`(rows: Int, kept: [Int]) {
        #expect(FrameScreen.fitted(["1", "2", "3"], rows: rows) == kept.map { "\($0)" })
    }
}
