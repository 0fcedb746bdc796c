// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Testing

@testable import HTTPAPI

struct HistoryTextTests {
    private let fixture: PublishedFixture

    init() throws { fixture = try PublishedFixture() }

    private func text(_ point: HistoryPoint, live: Reading? = nil) -> String {
        let series = HistorySeries(
            kpi: "web.bounce_rate",
            definition: "ga4@1",
            window: "1m",
            dimensions: [],
            isOverflow: false
        )
        let excerpt = HistoryExcerpt(series: series, points: [point], isTruncated: false)
        let writer = HistoryText(output: fixture.bounceRate, plan: fixture.store.current.plan)
        var json = JSONWriter()
        writer.write([excerpt], live: live.map { ["": $0] } ?? [:], to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func `a final has the fields of its snapshot, the interval with seven digits`() {
        var value = KPIValue(value: 0.412, num: 412, den: 1_000, n: 1_000)
        (value.lo, value.hi) = (0.3819, 0.4428)
        let point = HistoryPoint(
            start: 1_767_261_600_000,
            value: value,
            isComplete: true,
            status: .warn
        )
        let expected =
            #"{"start":1767261600000,"end":1767261660000,"kind":"final","revision":0,"value":0.412,"#
            + #""num":412,"den":1000,"n":1000,"lo":0.3819,"hi":0.4428,"complete":true,"#
            + #""target":{"status":"warn"}}"#
        #expect(text(point).contains(expected))
    }

    @Test func `what is absent is null, and a revision says so`() {
        let value = KPIValue(value: nil, num: 0, den: 0, n: 0)
        let point = HistoryPoint(start: 0, value: value, isComplete: false, revision: 2)
        let expected =
            #"{"start":0,"end":60000,"kind":"revision","revision":2,"value":null,"num":0,"den":0,"#
            + #""n":0,"lo":null,"hi":null,"complete":false}"#
        #expect(text(point).contains(expected))
    }

    @Test func `the running value has its bounds and what is open`() {
        var value = KPIValue(value: 0.5, num: 1, den: 2, n: 2)
        (value.boundLow, value.boundHigh, value.open) = (0.25, 0.5, 1)
        let point = HistoryPoint(start: 0, value: value, isComplete: true)
        let live = Reading(start: 60_000, end: 120_000, value: value)
        #expect(text(point, live: live).contains(#""bounds":[0.25,0.5],"open":1,"complete":true}"#))
    }
}
