// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import HTTPAPI

struct KPIFamiliesTests {
    private let fixture: PublishedFixture

    init() throws { fixture = try PublishedFixture() }

    private func families(oldestWatermark: Int64 = 0) throws -> [String: [String: Double]] {
        var writer = ExpositionWriter(format: .openMetrics, appendingTo: [])
        KPIFamilies(state: fixture.store.current, oldestWatermark: oldestWatermark)
            .write(to: &writer)
        writer.finish()
        let document = try OpenMetricsDocument(String(decoding: writer.bytes, as: UTF8.self))
        return document.families.mapValues { family in
            let named = family.samples.map { sample in
                let country = sample.labels["country"].map { " " + $0 } ?? ""
                return ((sample.labels["kpi"] ?? "") + country, sample.value)
            }
            return Dictionary(named) { first, _ in first }
        }
    }

    private func publish(watermark: Int64?) {
        var status = PublishedStatus()
        status.watermark = watermark
        var running = PublishedFixture.reading(3, num: 3)
        running.start += 60_000
        running.end += 60_000
        fixture.store.publish(
            live: [.init(series: fixture.visits, reading: running)],
            finals: [
                .init(series: fixture.visits, reading: PublishedFixture.reading(5, num: 5)),
                .init(
                    series: fixture.bounceRate,
                    reading: PublishedFixture.reading(0.25, num: 1, den: 4)
                ),
            ],
            status: status
        )
    }

    @Test func `before anything is published there is no family`() throws {
        #expect(try families().isEmpty)
    }

    @Test func `finals and running windows have families of their own`() throws {
        publish(watermark: 1)
        let end = Double(PublishedFixture.end) / 1_000
        #expect(
            try families() == [
                "streamgauge_kpi_value": ["web.visits": 5, "web.bounce_rate": 0.25],
                "streamgauge_kpi_live": ["web.visits": 3],
                "streamgauge_kpi_numerator": ["web.visits": 5, "web.bounce_rate": 1],
                "streamgauge_kpi_denominator": ["web.bounce_rate": 4],
                "streamgauge_kpi_window_end_timestamp_seconds": [
                    "web.visits": end, "web.bounce_rate": end,
                ],
            ]
        )
    }

    @Test func `a running window is shown until it is final, and a later one after it`() throws {
        publish(watermark: 1)
        var reading = PublishedFixture.reading(4, num: 4)
        reading.start += 60_000
        reading.end += 60_000
        fixture.store.publish(finals: [.init(series: fixture.visits, reading: reading)])
        #expect(try families()["streamgauge_kpi_live"] == nil)
        reading.start += 60_000
        reading.end += 60_000
        fixture.store.publish(live: [.init(series: fixture.visits, reading: reading)])
        #expect(try families()["streamgauge_kpi_live"] == ["web.visits": 4])
    }

    @Test func `a value without a denominator is absent, its parts are there`() throws {
        publish(watermark: 1)
        let reading = PublishedFixture.reading(nil, num: 0, den: 0)
        fixture.store.publish(finals: [.init(series: fixture.bounceRate, reading: reading)])
        let families = try families()
        #expect(families["streamgauge_kpi_value"] == ["web.visits": 5])
        #expect(families["streamgauge_kpi_denominator"] == ["web.bounce_rate": 0])
    }

    @Test func `a status is 1, the others are 0, and the one since later holds`() throws {
        let ok = TargetStanding(status: .ok, since: 1_000)
        let breach = TargetStanding(status: .breach, since: 2_000)
        let cases: [(live: TargetStanding?, final: TargetStanding?, status: String?)] = [
            (nil, nil, nil), (nil, ok, "ok"), (ok, nil, "ok"), (breach, ok, "breach"),
            (ok, breach, "breach"),
        ]
        for (live, final, status) in cases {
            var (early, told) = (
                PublishedFixture.reading(1, num: 1), PublishedFixture.reading(1, num: 1)
            )
            (early.target, told.target) = (live, final)
            fixture.store.publish(
                live: [.init(series: fixture.visits, reading: early)],
                finals: [.init(series: fixture.visits, reading: told)]
            )
            var writer = ExpositionWriter(format: .openMetrics, appendingTo: [])
            KPIFamilies(state: fixture.store.current, oldestWatermark: 0).write(to: &writer)
            writer.finish()
            let text = String(decoding: writer.bytes, as: UTF8.self)
            let samples = try OpenMetricsDocument(text).families["streamgauge_kpi_status"]?.samples
            let found = samples?.map { ($0.labels["status"] ?? "", $0.value) } ?? []
            #expect(found.filter { $0.1 == 1 }.map(\.0) == (status.map { [$0] } ?? []))
            #expect(found.count == (status == nil ? 0 : TargetStatus.allCases.count))
            #expect(samples?.allSatisfy { $0.labels["kpi"] == "web.visits" } ?? true)
        }
    }

    @Test(arguments: [(1_000, true), (999, false), (nil, false)] as [(Int64?, Bool)])
    func `values are absent when the watermark is older than allowed`(
        watermark: Int64?,
        isThere: Bool
    ) throws {
        publish(watermark: watermark)
        let families = try families(oldestWatermark: 1_000)
        #expect((families["streamgauge_kpi_value"] != nil) == isThere)
        #expect(families["streamgauge_kpi_numerator"]?.count == 2)
        #expect(families["streamgauge_kpi_live"]?.count == 1)
    }

    @Test func `series of a dimension carry it as a label, whatever it holds`() throws {
        let values = ["DE", "", "a\"b\\c\nd", "other", "🛒\u{0}"]
        for (number, value) in values.enumerated() {
            let series = try #require(fixture.register(country: value))
            let reading = PublishedFixture.reading(Double(number), num: 0)
            fixture.store.publish(live: [.init(series: series, reading: reading)])
        }
        #expect(
            try families()["streamgauge_kpi_live"] == [
                "web.visits DE": 0, "web.visits ": 1, "web.visits a\"b\\c\nd": 2,
                "web.visits %6Fther": 3, "web.visits 🛒\u{0}": 4,
            ]
        )
    }
}
