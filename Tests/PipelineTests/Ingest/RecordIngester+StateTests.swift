// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct `RecordIngester+StateTests` {
    private func configuration(
        values: Int = 8,
        expected: [String] = []
    ) -> IngestConfiguration {
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
        return configuration
    }

    private func ingester(expected: [String] = []) -> RecordIngester {
        RecordIngester(configuration(expected: expected), keepsRejected: false)
    }

    private func restored(
        _ configuration: IngestConfiguration,
        from image: StateImage
    ) throws(StateError) -> RecordIngester {
        try RecordIngester.restored(configuration, keepsRejected: false, from: image)
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
        var second = try restored(configuration(), from: try image(of: first))
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

    @Test func `the state names the cluster, where it is known`() throws {
        #expect(try image(of: ingester()).cluster == nil)
        var known = configuration()
        known.cluster = "kVsF3aXzQ2"
        let ingester = RecordIngester(known, keepsRejected: false)
        #expect(try image(of: ingester).cluster == "kVsF3aXzQ2")
    }

    @Test func `a dictionary that is too small is told`() throws {
        var first = ingester()
        _ = countries(["it", "de", "fr"], day: 1, by: &first)
        let image = try image(of: first)
        do {
            _ = try restored(configuration(values: 2), from: image)
            Issue.record("three values fit two places")
        } catch {
            #expect(error.reason == .noRoom)
        }
    }

    @Test func `values that the settings name later do not take the numbers of others`() throws {
        var first = ingester()
        _ = countries(["it", "de"], day: 100, by: &first)
        var second = try restored(
            configuration(expected: ["fr", "de"]),
            from: try image(of: first)
        )
        let names = (2...4).map { second.dictionaries[0].value($0) }
        #expect(names == ["it", "de", "fr"])
        // The day had chosen both others; what is expected is admitted beside them.
        #expect(countries(["it", "fr", "es"], day: 100, by: &second) == ["it", "fr", "other"])
    }
}
