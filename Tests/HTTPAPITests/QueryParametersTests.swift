// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import HTTPAPI

struct QueryParametersTests {
    /// The parameters of a query, split as the server splits it.
    private func parameters(_ query: String) throws -> QueryParameters {
        let parts = query.split(separator: "&").map { part in
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: String(pair[0]), value: pair.count > 1 ? String(pair[1]) : nil)
        }
        return try QueryParameters(parts)
    }

    private func isRefused(_ read: () throws -> Void) -> Bool {
        let problem = #expect(throws: HTTPProblem.self) { try read() }
        return problem?.status == .badRequest
    }

    @Test func `names and values are decoded`() throws {
        let query = try parameters("a=x%2Cy%26&d%69ms.country=%C3%A9&verbose")
        #expect(query.text("a") == "x,y&")
        #expect(query.text("verbose") == "")
        #expect(query.text("other") == nil)
        #expect(query.texts(prefix: "dims.") == ["country": "\u{e9}"])
    }

    @Test(arguments: ["a=%", "a=%2", "a=%2g", "a=%-1", "%=1", "a=%ff", "a=%C3", "a=1&a=2", "a&%61"])
    func `what is not decodable or comes twice is refused`(query: String) {
        #expect(isRefused { _ = try parameters(query) })
    }

    @Test func `a name that nobody asks for is refused`() throws {
        let query = try parameters("kpi=a&dims.country=IT")
        try query.allow(["kpi"], prefix: "dims.")
        #expect(isRefused { try query.allow(["kpi"]) })
        #expect(isRefused { try query.allow(["KPI"], prefix: "dims.") })
    }

    @Test func `a list has parts between commas`() throws {
        #expect(try parameters("by=a,b").list("by") == ["a", "b"])
        #expect(try parameters("by=").list("by") == [])
        #expect(try parameters("").list("by") == nil)
        for text in [",", "a,", ",a", "a,,b"] {
            let query = try parameters("by=\(text)")
            #expect(isRefused { _ = try query.list("by") })
        }
    }

    @Test func `a number is whole and within its limits`() throws {
        #expect(try parameters("limit=10").number("limit", in: 1...10) == 10)
        #expect(try parameters("limit=-3").number("limit", in: -3...10) == -3)
        #expect(try parameters("").number("limit", in: 1...10) == nil)
        for text in ["0", "11", "", "1.5", "1e1", "+1", " 1", "--1", "1000000000000000000000", "x"]
        {
            let query = try parameters("limit=\(text)")
            #expect(isRefused { _ = try query.number("limit", in: 1...10) })
        }
    }

    @Test func `a time is ms or a date`() throws {
        #expect(try parameters("from=1769860800000").time("from") == 1_769_860_800_000)
        #expect(try parameters("from=-1").time("from") == -1)
        #expect(try parameters("from=2026-01-31T12:00:00Z").time("from") == 1_769_860_800_000)
        #expect(try parameters("").time("from") == nil)
        for text in ["", "now", "2026-01-31", "999999999999999999", "1.5"] {
            let query = try parameters("from=\(text)")
            #expect(isRefused { _ = try query.time("from") })
        }
    }

    @Test func `a window is a size, with a hop or without`() throws {
        #expect(try parameters("window=1m").window("window") == .tumbling(60_000))
        #expect(
            try parameters("window=1h%20by%205m").window("window")
                == .sliding(size: 3_600_000, hop: 300_000)
        )
        #expect(try parameters("").window("window") == nil)
        for text in ["", "1", "m", "1h by", "1h by 7m", "0s"] {
            let query = try parameters("window=\(text)")
            #expect(isRefused { _ = try query.window("window") })
        }
    }
}
