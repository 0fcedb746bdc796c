// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

/// Starts that release, and the log of the state: numbers of before and after never meet.
struct ReleasedStartTests {
    private static let turns = 4
    private static let ingest = IngestConfiguration(
        sources: [.init(format: .native, name: "t")],
        schema: EventSchema(key: .fixed, dimensions: [.country], valueLimit: 16),
        bounds: TimeBounds()
    )
    private static let kpis = [KPISelection("web.pageviews", by: [["country"]])]

    /// A process: what it counts, and what it writes into the log.
    private struct Process: ~Copyable {
        var bench: AggregatorBench
        var ingester: RecordIngester
        private var recorders = [
            StateRecorder(turns: turns, clockOffset: 0),
            StateRecorder(turns: turns, clockOffset: 0),
        ]

        init(from image: StateImage?) throws {
            self.init(try AggregatorBench(kpis, from: image), try Self.ingester(image))
        }

        private init(_ bench: consuming AggregatorBench, _ ingester: consuming RecordIngester) {
            self.bench = bench
            self.ingester = ingester
        }

        private static func ingester(_ image: StateImage?) throws(StateError) -> RecordIngester {
            guard let image else { return RecordIngester(ingest, keepsRejected: false) }
            return try .restored(ingest, keepsRejected: false, from: image)
        }

        /// A page view in a country.
        mutating func view(_ country: String, at second: Int64) {
            bench.view(at: second, country: ingester.dictionaries[0].intern(country))
        }

        /// The records of a commit.
        mutating func commit(_ sequence: UInt64) -> [[UInt8]] {
            bench.collect()
            var header = StateRecordTests.header
            (header.generation, header.sequence, header.turns) = (1, sequence, turns)
            header.isWhole = recorders[0].isUnused
            let first = ingester.record([], to: &recorders[0])
            return Array(
                StateChunks(bench.aggregator.record(to: &recorders[1], behind: first), header)
            )
        }
    }

    private func stored(_ records: [[UInt8]]) throws -> StateLog.Stored {
        var log = StateLog(application: "shop")
        for record in records { try log.take(record) }
        return try #require(log.stored)
    }

    private func release(_ image: StateImage) throws -> StateRelease {
        let plain = try AggregatorBench(Self.kpis)
        return try StateRelease(image, of: plain.aggregator.configuration)
    }

    private func countries(_ image: StateImage) throws -> [String] {
        let ingester = try RecordIngester.restored(Self.ingest, keepsRejected: false, from: image)
        let dictionary = ingester.dictionaries[0]
        return (0..<dictionary.count).map { dictionary.value(UInt32($0) + 2) }
    }

    /// Five commits of a process in which countries came and went.
    private func log() throws -> [[UInt8]] {
        var process = try Process(from: nil)
        var records: [[UInt8]] = []
        for (number, country) in ["it", "de", "fr", "es", "at"].enumerated() {
            process.view(country, at: Int64(number) * 3_600)
            records += process.commit(UInt64(number) + 1)
        }
        return records
    }

    @Test func `the first commit takes the place of all that was written in other numbers`() throws
    {
        var records = try log()
        let before = try stored(records)
        #expect(try countries(before.image) == ["it", "de", "fr", "es", "at"])
        let released = try release(before.image)
        #expect(released.report.values == 4 && released.report.series == 4)
        var process = try Process(from: released.image)
        process.view("us", at: 5 * 3_600)
        records += process.commit(6)
        let after = try stored(records)
        #expect(after.header.sequence == 6 && after.lostCommits == 0)
        #expect(try countries(after.image) == ["at", "us"])
        // Nothing of the log before is left in it.
        var own = StateImage()
        let (_, delta) = try StateRecord.read(try #require(records.last))
        try own.apply(delta)
        #expect(own.parts == after.image.parts)
    }

    @Test func `a crash before the first commit is a start like the one before`() throws {
        let records = try log()
        let (one, other) = (
            try release(try stored(records).image), try release(try stored(records).image)
        )
        #expect(one.image.parts == other.image.parts && one.report == other.report)
    }

    @Test func `a first commit that is lost leaves the old numbers as a whole`() throws {
        var records = try log()
        var process = try Process(from: try release(try stored(records).image).image)
        process.view("us", at: 5 * 3_600)
        var lost = process.commit(6)
        lost[0][lost[0].count / 2] ^= 1
        records += lost
        for sequence in 7...9 as ClosedRange<UInt64> { records += process.commit(sequence) }
        let old = try stored(records)
        #expect(old.header.sequence == 5 && old.lostCommits == 4)
        #expect(try countries(old.image) == ["it", "de", "fr", "es", "at"])
        // Behind as many commits as hold everything the new ones are whole without it.
        records += process.commit(10)
        let new = try stored(records)
        #expect(new.header.sequence == 10)
        #expect(try countries(new.image) == ["at", "us"])
    }
}
