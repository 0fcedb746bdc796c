// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Testing

@testable import streamgauge

/// What `top` shows of what a daemon says.
struct TopFrameTests {
    private static func status(_ change: (inout TopStatus) -> Void = { _ in }) throws -> TopStatus {
        let text = """
            {"application":"shop","version":"0.1.0","role":"leader","ready":true,"reasons":[],
            "now":1767263590112,"watermark_age_ms":1500,
            "topics":[{"topic":"a","records":{"decoded":990,"rejected":10},
            "events":{"counted":980,"late":2,"duplicate":3},"rejected":{"json":10,"bad_time":5}},
            {"topic":"b","records":{"decoded":5000},"events":{"late":1},"rejected":{"bad_time":6}}],
            "partitions":[{"topic":"a","partition":0,"lag":3},{"topic":"b","partition":0,"lag":null}],
            "rings":[{"name":"ingest","fill":0.25}],
            "tables":[{"name":"sessions","entries":1,"limit":200,"refused":0},
            {"name":"messages","entries":3,"limit":4}],
            "receivers":[{"name":"webhook/h:1","waiting":2,"trouble":null}],
            "commits":{"committed":718,"failed":0},"conservation_violations":0,
            "http":{"series":30,"series_limit":60}}
            """
        var status = try JSONDecoder().decode(TopStatus.self, from: Data(text.utf8))
        change(&status)
        return status
    }

    private static let snapshot = """
        {"series":[{"kpi":"web.bounce_rate","window":{"size":"1m"},
        "final":{"end":60000,"value":0.4125,"n":1000,"complete":true,"target":{"status":"warn"}},
        "live":{"end":120000,"value":0.5,"n":12,"complete":false}},
        {"kpi":"web.visits","window":{"size":"1h"},
        "final":{"end":3600000,"value":12345,"n":12345,"complete":true},
        "live":{"end":3600000,"value":12000,"n":12000,"complete":true}},
        {"kpi":"email.ctr","window":{"size":"1h"},
        "final":{"end":3600000,"value":null,"n":0,"complete":true}}]}
        """

    private func frame(_ status: TopStatus, speed: Double? = 1_234) throws -> TopFrame {
        TopFrame(
            status: status,
            snapshot: try JSONDecoder()
                .decode(TopSnapshot.self, from: Data(Self.snapshot.utf8)),
            units: ["web.bounce_rate": "ratio", "web.visits": "count"],
            speed: speed
        )
    }

    @Test func `a daemon that is well is a few lines and its values`() throws {
        let lines = try frame(try Self.status()).lines(skipping: 0)
        #expect(
            lines == [
                "shop  leader  ready  watermark 1.5 s behind  streamgauge 0.1.0",
                "records 6,000  1,234/s  lag 3  late 3  duplicate 3  commits 718",
                "rejected bad_time 11, json 10",
                "full ring ingest 25 %, messages 75 %, sessions 0.5 %, http.series 50 %",
                "KPI                           window       final     running          n  target",
                "web.bounce_rate                  1m      41.2 %     50.0 %*      1,000  warn",
                "web.visits                       1h      12,345                 12,345  ",
                "email.ctr                        1h     no data                      0  ",
            ]
        )
    }

    @Test func `what is wrong has lines of its own`() throws {
        let status = try Self.status {
            $0.ready = false
            $0.reasons = ["the broker is away"]
            $0.conservation_violations = 1
            $0.tables[0].refused = 9
            $0.receivers[0].trouble = "it answers\u{1B}[2J with status 500"
            $0.commits["failed"] = 2
        }
        let lines = try frame(status, speed: nil).lines(skipping: 0)
        #expect(lines[0].contains("NOT READY"))
        #expect(lines[1].hasSuffix("commits 718  2 FAILED") && !lines[1].contains("/s"))
        #expect(
            lines[3..<7] == [
                "! the broker is away", "! 1 commits did not add up",
                "! sessions is full: 9 refused",
                "! webhook/h:1: it answers?[2J with status 500",
            ]
        )
    }

    @Test(arguments: [(0, 3), (1, 2), (2, 1), (9, 1)])
    func `values scroll, and the last one stays`(skipped: Int, left: Int) throws {
        let lines = try frame(try Self.status()).lines(skipping: skipped)
        #expect(lines.count == 5 + left)
        #expect(lines.last?.hasPrefix("email.ctr") == true)
    }
}
