// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct `RecordIngester+StateTests` {
    private func ingester(values: Int = 8, expected: [String] = []) -> RecordIngester {
        var configuration = IngestConfiguration(
            sources: [.init(format: .native, name: "t")],
            schema: EventSchema(
                key: .fixed,
                dimensions: [.country],
                valueLimit: values,
                admittedLimit: 2
            ),
            bounds: TimeBounds()
        )
        configuration.expected = [expected]
        return RecordIngester(configuration, keepsRejected: false)
    }

    private func image(of ingester: borrowing RecordIngester) throws -> StateImage {
        var recorder = StateRecorder(clockOffset: 0)
        var image = StateImage()
        try image.apply(ingester.record([], to: &recorder))
        return image
    }

    /// The countries of events, as the ingester counts them on a day.
    private func countries(
        _ names: [String],
        day: Int64,
        by ingester: inout RecordIngester
    ) -> [String] {
        names.map { name in
            var event = Event()
            event.time = day * 86_400_000
            event.dimensions[0] = ingester.dictionaries[0].intern(name)
            ingester.admission.apply(to: &event)
            return ingester.dictionaries[0].value(event.dimensions[0])
        }
    }

    @Test func `values keep their numbers, and days what they admitted`() throws {
        var first = ingester()
        let before = countries(["it", "de", "fr", "de"], day: 100, by: &first)
        #expect(before == ["it", "de", "other", "de"])
        var second = ingester()
        try second.restore(from: try image(of: first))
        #expect(countries(["fr", "it", "es"], day: 100, by: &second) == ["other", "it", "other"])
        #expect(second.dictionaries[0].count == 4)
        // The next day admits what came most often, as the first would have.
        let names = ["fr", "es", "it", "de"]
        _ = countries(["fr", "it", "es"], day: 100, by: &first)
        let (one, other) = (
            countries(names, day: 101, by: &first), countries(names, day: 101, by: &second)
        )
        #expect(one == other)
    }

    @Test func `a dictionary that is too small is told`() throws {
        var first = ingester()
        _ = countries(["it", "de", "fr"], day: 1, by: &first)
        var second = ingester(values: 2)
        let image = try image(of: first)
        do {
            try second.restore(from: image)
            Issue.record("three values fit two places")
        } catch {
            #expect(error.reason == .noRoom)
        }
    }
}
