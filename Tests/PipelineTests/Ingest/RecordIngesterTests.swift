// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import TestSupport
import Testing

@testable import Pipeline

struct RecordIngesterTests {
    private struct Bench: ~Copyable {
        var ingester: RecordIngester
        var route = RecordingRoute()
        private var offset: Int64 = 100

        init(
            keepsRejected: Bool = true,
            dimensions: [Dimension] = [],
            currencies: CurrencyTable? = nil
        ) {
            let wanted: EventTypeSet = [
                EventTypeSet(.pageView), EventTypeSet(.order),
            ]
            let schema = EventSchema(
                key: .fixed,
                dimensions: dimensions,
                wanted: wanted,
                valueLimit: 4,
                admittedLimit: 1
            )
            var configuration = IngestConfiguration(
                sources: [.init(format: .native, name: "shop")],
                schema: schema,
                bounds: TimeBounds(maxAgeMilliseconds: 60_000, maxAheadMilliseconds: 1_000)
            )
            configuration.expected = dimensions.map { _ in ["never"] }
            configuration.currencies = currencies
            ingester = RecordIngester(configuration, keepsRejected: keepsRejected)
            ingester.addPartition(source: 0)
            ingester.addPartition(source: 0)
        }

        /// A record with a timestamp of 1,000,000.
        mutating func read(
            _ text: String?,
            key: String? = nil,
            offset explicit: Int64? = nil,
            partition: Int = 0
        ) {
            let offset = explicit ?? self.offset
            self.offset = offset + 1
            var value = Array((text ?? "").utf8)
            var keyBytes = Array((key ?? "").utf8)
            // An empty array has no address; a span of it would be no value.
            if value.isEmpty { value = [0] }
            if keyBytes.isEmpty { keyBytes = [0] }
            let valueSpan = unsafe value.span.bytes.extracting(first: text?.utf8.count ?? 0)
            let keySpan = unsafe keyBytes.span.bytes.extracting(first: key?.utf8.count ?? 0)
            ingester.ingest(
                value: text == nil ? nil : valueSpan,
                key: key == nil ? nil : keySpan,
                timestamp: 1_000_000,
                offset: offset,
                partition: partition,
                now: 5,
                to: &route
            )
        }

        /// A record that leads to an aggregator.
        mutating func offer(_ text: String?, offset: Int64, to aggregator: inout Aggregator) {
            var value = Array((text ?? "").utf8)
            if value.isEmpty { value = [0] }
            let span = unsafe value.span.bytes.extracting(first: text?.utf8.count ?? 0)
            ingester.ingest(
                value: text == nil ? nil : span,
                key: nil,
                timestamp: 1_000_000,
                offset: offset,
                partition: 0,
                now: 0,
                to: &aggregator
            )
        }

        var counts: RecordCounts { ingester.counts(of: 0) }
    }

    private static func aggregator() throws -> Aggregator {
        var compiler = PlanCompiler()
        compiler.selections = [KPISelection("web.pageviews")]
        var aggregator = Aggregator(AggregatorConfiguration(plan: try compiler.compile()))
        _ = aggregator.addPartition(source: 1)
        return aggregator
    }

    private static let view = #"{"type":"page_view","time":999000}"#
    private static let rank = #"{"type":"rank","time":999000}"#
    private static let old = #"{"type":"page_view","time":900000}"#
    private static let early = #"{"type":"rank","time":1002000}"#

    @Test func `events go on, records without one are still seen`() {
        var bench = Bench()
        bench.read(Self.view)
        bench.read(Self.rank)
        bench.read(Self.view, partition: 1)
        bench.read(nil)
        bench.read("")
        bench.read("oops")
        bench.read(Self.old)
        let calls = bench.route.calls
        #expect(
            calls == [
                "pageView 999000 in 0 at 5", "unwanted 999000 in 0 at 5",
                "pageView 999000 in 1 at 5", "seen in 0 at 5", "seen in 0 at 5",
                "seen in 0 at 5", "seen in 0 at 5",
            ]
        )
    }

    @Test func `amounts of other currencies are turned into the main one or rejected`() throws {
        var bench = Bench(currencies: CurrencyTable(main: "EUR", rates: ["USD": 0.5]))
        func order(_ rest: String) -> String {
            #"{"type":"order","time":999000,"value":8\#(rest)}"#
        }
        bench.read(order(#","currency":"EUR""#))
        bench.read(order(#","currency":"usd""#))
        bench.read(order(""))
        bench.read(order(#","currency":"CHF""#))
        bench.read(#"{"type":"rank","time":999000,"value":8,"currency":"CHF"}"#)
        let (amounts, counts) = (bench.route.amounts, bench.counts)
        #expect(amounts == [8, 4, 8])
        #expect(counts.events == 5 && counts.rejectedEvents == 1)
        #expect(counts.reasons[.currency] == 1)
        let kept = bench.ingester.rejected.take()
        #expect(kept.map(\.error.reason) == [.currency])
        var plain = Bench()
        plain.read(order(#","currency":"CHF""#))
        let taken = plain.route.amounts
        #expect(taken == [8], "without a main currency amounts are taken as they are")
    }

    @Test func `of a dimension's values a day admits as many as the limit says`() {
        var bench = Bench(dimensions: [.campaign])
        func view(_ campaign: String, at time: Int64 = 999_000) -> String {
            #"{"type":"page_view","time":\#(time),"campaign":"\#(campaign)"}"#
        }
        // An event that is rejected chooses for no day.
        bench.read(view("c", at: 900_000))
        for campaign in ["a", "b", "never", "a"] { bench.read(view(campaign)) }
        let values = bench.route.values
        #expect(values == [4, ValueDictionary.overflow, 2, 4])
        let refused = bench.ingester.dictionaries[0].overflowCount
        #expect(refused == 1)
    }

    @Test func `an unwanted event of an impossible time is a record that was seen`() {
        var bench = Bench()
        bench.read(Self.early)
        let (calls, counts) = (bench.route.calls, bench.counts)
        #expect(calls == ["seen in 0 at 5"])
        #expect(counts.rejectedEvents == 1)
        #expect(counts.reasons[.badTime] == 1)
    }

    @Test(arguments: ["page_view", "rank"])
    func `an event from the future is rejected also if it says it was received there`(
        type: String
    ) {
        var bench = Bench()
        bench.read(#"{"type":"\#(type)","time":9001000,"received":9001000}"#)
        let (calls, counts) = (bench.route.calls, bench.counts)
        #expect(calls == ["seen in 0 at 5"], "it closes nothing")
        #expect(counts.reasons[.badTime] == 1)
    }

    @Test func `everything that is read is counted once`() {
        var bench = Bench()
        bench.read(Self.view)
        bench.read("[\(Self.view),\(Self.rank),{\"type\":7},\(Self.old)]")
        bench.read("\(Self.view)\nnonsense\n\(Self.view)")
        bench.read("nonsense")
        bench.read(nil)
        bench.read("   ")
        let counts = bench.counts
        #expect(counts.records == 6)
        #expect(counts.decoded == 3)
        #expect(counts.empty == 2)
        #expect(counts.rejectedRecords == 1)
        #expect(counts.events == 8)
        #expect(counts.rejectedEvents == 3)
        #expect(counts.reasons.total == 4)
        #expect(counts.reasons[.badTime] == 1)
        #expect(counts.reasons[.type] == 1)
        let calls = bench.route.calls
        #expect(calls.count { $0.hasPrefix("pageView") } == 4)
        #expect(calls.count { $0.hasPrefix("unwanted") } == 1)
    }

    @Test func `sources that are found later have decoders and names of their own`() {
        let schema = EventSchema(key: .fixed, dimensions: [.source], wanted: .init(.pageView))
        let configuration = IngestConfiguration(
            sources: [.init(format: .native, name: "shop")],
            schema: schema,
            bounds: TimeBounds()
        )
        var ingester = RecordIngester(configuration, keepsRejected: false)
        ingester.addPartition(source: 0)
        // A number is left out: its partitions were refused.
        ingester.addPartition(source: 2, definition: .init(format: .segment, name: "late"))
        ingester.addPartition(source: 2, definition: .init(format: .segment, name: "late"))
        ingester.addPartition(source: 1, definition: .init(format: .native, name: "later"))
        let names = (2..<5).map { ingester.dictionaries[0].value($0) }
        #expect(names == ["shop", "late", "later"])
        var route = RecordingRoute()
        for partition in 0..<4 {
            let value = Array(Self.view.utf8)
            let span = unsafe value.span.bytes
            ingester.ingest(
                value: span,
                key: nil,
                timestamp: 1_000_000,
                offset: 0,
                partition: partition,
                now: 5,
                to: &route
            )
        }
        let calls = route.calls
        #expect(calls.map { $0.hasPrefix("pageView") } == [true, false, false, true])
    }

    @Test func `offsets without a record are gaps`() {
        var bench = Bench()
        #expect(bench.counts.nextOffset == nil)
        bench.ingester.endOfPartition(0, offset: 100)
        let unread = bench.counts
        #expect(unread.gaps == 0 && unread.records == 0)
        #expect(unread.nextOffset == 100)
        bench.read(Self.view, offset: 100)
        bench.read(Self.view, offset: 101)
        bench.read(Self.view, offset: 105)
        let counts = bench.counts
        #expect(counts.gaps == 3)
        #expect(counts.firstOffset == 100)
        #expect(counts.nextOffset == 106)
        bench.ingester.endOfPartition(0, offset: 108)
        bench.ingester.endOfPartition(0, offset: 108)
        let atEnd = bench.counts
        #expect(atEnd.gaps == 5)
        #expect(atEnd.nextOffset == 108)
        bench.read(Self.view, offset: 108)
        let later = bench.counts
        #expect(later.gaps == 5)
        #expect(later.nextOffset == 109)
    }

    @Test func `a rejected record is kept with its key, bytes and place`() throws {
        var bench = Bench()
        bench.read("nonsense", key: "k1", offset: 7)
        bench.read("[\(Self.view), {\"type\":7} ,\(Self.old)]", offset: 9)
        let records = bench.ingester.rejected.take()
        #expect(records.map(\.offset) == [7, 9, 9])
        #expect(records.map(\.index) == [nil, 1, 2])
        #expect(
            records.map { String(decoding: $0.value, as: UTF8.self) }
                == ["nonsense", "{\"type\":7}", Self.old]
        )
        #expect(records[0].key.map { String(decoding: $0, as: UTF8.self) } == "k1")
        #expect(records[1].key == nil)
        #expect(records.map(\.error.reason) == [.json, .type, .badTime])
        #expect(records.allSatisfy { $0.timestamp == 1_000_000 && $0.partition == 0 })
        let empty = bench.ingester.rejected.take()
        #expect(empty.isEmpty)
    }

    @Test func `where the newest rejection of a reason is, is known, and nothing of its bytes`()
        throws
    {
        var bench = Bench()
        let secret = "anna@example.com"
        bench.read("\(secret) {", key: secret, offset: 7)
        bench.read("[\(Self.view), {\"type\":\"\(secret)\",\"time\":\"\(secret)\"}]", offset: 8)
        bench.read("{\"\(secret)\":1}", key: secret, offset: 9)
        let places = bench.ingester.rejectionPlaces
        let found = RejectionReason.allCases.compactMap {
            places.newest($0, in: [0], isOfTable: false)
        }
        #expect(found.map(\.error.reason) == [.json, .type, .time])
        #expect(found.map(\.offset) == [7, 9, 8])
        #expect(found.map(\.index) == [nil, nil, 1])
        #expect(found.allSatisfy { !$0.error.message.contains("anna") })
        let counts = bench.counts.reasons
        #expect(found.allSatisfy { counts[$0.error.reason] == 1 })
    }

    @Test func `headers alone may be an event, and what is rejected keeps its bytes`() {
        let configuration = IngestConfiguration(
            sources: [
                .init(format: .native, name: "shop"), .init(format: .cloudevents, name: "ce"),
            ],
            schema: EventSchema(key: .fixed),
            bounds: TimeBounds(maxAgeMilliseconds: 60_000, maxAheadMilliseconds: 1_000)
        )
        var ingester = RecordIngester(configuration, keepsRejected: true)
        ingester.addPartition(source: 1)
        let readsHeaders = ingester.readsHeaders(of: 0)
        #expect(readsHeaders)
        var route = RecordingRoute()
        var offset: Int64 = 0
        func read(_ value: [UInt8]?, _ headers: [String: String]) {
            let stored = KafkaHeader.stored(headers.map { KafkaHeader(name: $0, text: $1) })
            let bytes = value ?? []
            ingester.ingest(
                value: value == nil ? nil : unsafe bytes.span.bytes,
                key: nil,
                headers: unsafe stored.span.bytes,
                timestamp: 1_000_000,
                offset: offset,
                partition: 0,
                now: 5,
                to: &route
            )
            offset += 1
        }
        let sound = ["ce_type": "page", "ce_id": "1", "ce_time": "1970-01-01T00:16:39Z"]
        read(nil, sound)
        read(nil, ["k": "v"])
        read(nil, ["ce_type": "page", "ce_time": "noon"])
        let packed = Packing.gzip(Array(#"{"type":"page"}"#.utf8))
        read(packed, ["content-type": "application/cloudevents+json"])
        let list = Packing.zstd(Array(#"[{"type":"a"},{"type":"b"}]"#.utf8))
        read(list, [:])
        let counts = ingester.counts(of: 0)
        #expect(counts.records == 5 && counts.empty == 1 && counts.rejectedRecords == 2)
        #expect(counts.events == 3 && counts.rejectedEvents == 2 && counts.decoded == 2)
        let calls = route.calls.filter { $0.hasPrefix("pageView") }
        #expect(calls == ["pageView 999000 in 0 at 5"])
        let kept = ingester.rejected.take()
        #expect(
            kept.map(\.value) == [
                [], packed, Array(#"{"type":"a"}"#.utf8), Array(#"{"type":"b"}"#.utf8),
            ]
        )
        #expect(kept.map(\.index) == [nil, nil, 0, 1])
    }

    @Test func `without a topic for them rejected records are only counted`() {
        var bench = Bench(keepsRejected: false)
        bench.read("nonsense")
        let (records, counts) = (bench.ingester.rejected.records, bench.counts)
        #expect(records.isEmpty)
        #expect(counts.rejectedRecords == 1)
    }

    @Test func `rejected records fill up by their bytes`() {
        var rejected = RejectedRecords(isKept: true)
        let record = RejectedRecord(
            partition: 0,
            offset: 0,
            timestamp: 0,
            key: [UInt8](repeating: 0, count: 24),
            value: [UInt8](repeating: 0, count: 1_000_000),
            error: .badTime,
            index: nil
        )
        for _ in 0..<8 { rejected.append(record) }
        #expect(!rejected.isFull)
        #expect(rejected.byteCount == 8 * 1_000_024)
        rejected.append(record)
        #expect(rejected.isFull)
        #expect(rejected.take().count == 9)
        #expect(!rejected.isFull)
        #expect(rejected.byteCount == 0)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `whatever is read, both stages' counts add up`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var bench = Bench()
        var aggregator = try Self.aggregator()
        let pieces = [
            Self.view, Self.rank, Self.old, Self.early, "{}", "nonsense",
            "{\"type\":\"page_view\"}",
            "[]", "[[]]", "null", "{\"type\":\"order\",\"time\":999500,\"value\":1e400}", " ", "\n",
        ]
        var offset: Int64 = 0
        for _ in 0..<300 {
            offset += random.number(1...3)
            let parts = (0..<random.number(0...4)).map { _ in random.pick(pieces) }
            let text = random.pick([
                parts.first, "[\(parts.joined(separator: ","))]", parts.joined(separator: "\n"),
                nil,
            ])
            bench.offer(text, offset: offset, to: &aggregator)
            if random.chance(5) {
                offset += 2
                bench.ingester.endOfPartition(0, offset: offset)
                offset -= 1
            }
        }
        let (counts, outcomes) = (bench.counts, aggregator.outcomes(of: 0))
        #expect(counts.isConserved(by: outcomes), "seed \(seed): \(counts), \(outcomes)")
        #expect(counts.records == 300)
        #expect(counts.reasons.total == counts.rejectedRecords + counts.rejectedEvents)
        #expect(Int64(bench.ingester.rejected.records.count) == counts.reasons.total)
    }

    @Test func `counts that do not add up are told`() {
        var counts = RecordCounts()
        var outcomes = EventOutcomes()
        #expect(counts.isConserved(by: outcomes))
        counts.records = 1
        counts.decoded = 1
        counts.firstOffset = 5
        counts.nextOffset = 6
        counts.events = 2
        outcomes.counted = 1
        #expect(!counts.isConserved(by: outcomes), "an event is missing")
        outcomes.late = 1
        #expect(counts.isConserved(by: outcomes))
        counts.nextOffset = 7
        #expect(!counts.isConserved(by: outcomes), "an offset is missing")
        counts.gaps = 1
        #expect(counts.isConserved(by: outcomes))
        counts.empty = 1
        #expect(!counts.isConserved(by: outcomes), "a record is there twice")
    }
}
