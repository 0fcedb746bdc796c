// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import streamgauge

/// Which values of a dimension a day admits, over whole replays.
struct AdmissionTests {
    private static let settings = """
        windows: [1m, 1d]
        time: { out_of_orderness: 10m }
        limits: { dimension_values: 2 }
        kpis: [ { id: web.pageviews, by: [[campaign]], expect: [ { campaign: always } ] }, web.top_campaigns ]
        """

    /// A page view at a time of a day of January 2026; lines that are equal would be one event.
    private func view(_ campaign: String, _ day: Int, _ time: String = "12:00:00") -> String {
        #"{"type":"page_view","time":"2026-01-0\#(day)T\#(time)Z","campaign":"\#(campaign)""#
    }

    private func bench() throws -> ReplayBench {
        let first = ["a", "b", "c", "c", "c", "always", "b"].map { view($0, 1) }
        // The day before goes on after the first event of the next.
        let turn = [view("d", 2, "00:00:01"), view("c", 1, "23:59:59"), view("a", 1, "23:59:59")]
        let second = ["a", "b", "c", "always", "c"].map { view($0, 2) }
        let lines = (first + turn + second).enumerated().map { #"\#($1),"id":"\#($0)"}"# }
        return try ReplayBench(lines: lines, settings: Self.settings)
    }

    private func numbers(_ day: Int, _ bench: ReplayBench) throws -> [String: String] {
        var numbers: [String: String] = [:]
        for campaign in ["a", "b", "c", "d", "always", "other"] {
            let found = try bench.final(
                "web.pageviews",
                "1d",
                at: "2026-01-0\(day)T00:00:00Z",
                dims: ["campaign": campaign]
            )
            if found != "0 records" { numbers[campaign] = found }
        }
        return numbers
    }

    @Test func `a day admits what was frequent on the day before, and holds to it`() throws {
        let bench = try bench()
        #expect(try numbers(1, bench) == ["a": "2", "b": "2", "always": "1", "other": "4"])
        #expect(try numbers(2, bench) == ["b": "1", "c": "2", "always": "1", "other": "2"])
    }

    @Test func `lists keep the values that are not admitted`() throws {
        let output = String(decoding: try bench().output, as: UTF8.self)
        #expect(
            output.contains(
                #""top":[{"value":"c","count":4,"low":4,"high":4},"#
                    + #"{"value":"a","count":2,"low":2,"high":2},"#
            )
        )
    }

    @Test func `the same input gives the same bytes`() throws {
        #expect(try bench().output == bench().output)
    }
}
