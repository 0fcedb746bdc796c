// SPDX-License-Identifier: Apache-2.0

import Events
import TestSupport
import Testing

@testable import Pipeline

struct SideTablesTests {
    /// A table of users with `persona` and `segment`, one of devices with `list`, one of objects with
    /// `country`; events are grouped by `list`, `country` and `persona`.
    private struct Bench: ~Copyable {
        static let dimensions: [Dimension] = [.list, .country, .persona]
        var ingester: RecordIngester
        var route = Route()
        private var offset: Int64 = 0

        init(limit: Int = 1_000) {
            var configuration = IngestConfiguration(
                sources: [.init(format: .native, name: "shop")],
                schema: EventSchema(key: .fixed, dimensions: Self.dimensions),
                bounds: TimeBounds()
            )
            configuration.tables = [
                TableSchema(key: .user, fields: [.persona, .segment]),
                TableSchema(key: .device, fields: [.list]),
                TableSchema(key: .object, fields: [.country]),
            ]
            configuration.tableLimit = limit
            ingester = RecordIngester(configuration, keepsRejected: true)
            ingester.addPartition(source: 0)
            ingester.addTablePartition(table: 0)
            ingester.addTablePartition(table: 1)
            ingester.addTablePartition(table: 2)
        }

        mutating func tell(_ key: String?, _ value: String?, at time: Int64, in partition: Int = 0)
        {
            offset += 1
            // An empty array has no address; a span of it would be no value.
            let keyBytes = Array("\(key ?? "") ".utf8)
            let bytes = Array("\(value ?? "") ".utf8)
            let keySpan = unsafe keyBytes.span.bytes.extracting(first: keyBytes.count - 1)
            let span = unsafe bytes.span.bytes.extracting(first: bytes.count - 1)
            ingester.ingestTable(
                value: value == nil ? nil : span,
                key: key == nil ? nil : keySpan,
                timestamp: time,
                offset: offset,
                partition: partition
            )
        }

        /// What an event is grouped by: list, country, persona.
        mutating func event(_ members: String, at time: Int64) -> [String] {
            offset += 1
            let bytes = Array(#"{"type":"page_view","time":\#(time),\#(members)}"#.utf8)
            ingester.ingest(
                value: unsafe bytes.span.bytes,
                key: nil,
                timestamp: -1,
                offset: offset,
                partition: 0,
                now: 0,
                to: &route
            )
            let numbers = route.last.dimensions
            return Self.dimensions.indices.map { ingester.dictionaries[$0].value(numbers[$0]) }
        }
    }

    /// Keeps the last event.
    private struct Route: EventRoute, ~Copyable {
        var last = Event()

        mutating func ingest(_ event: inout Event, partition: Int, now: Int64) {
            last = event
        }
        mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {}
        mutating func recordSeen(partition: Int, now: Int64) {}
        mutating func endOfPartition(_ partition: Int, now: Int64) {}
    }

    @Test func `an event takes the value at its time, what it says itself wins`() {
        var bench = Bench()
        bench.tell("u", #"{"persona":"new","other":7}"#, at: 100)
        bench.tell("u", #"{"persona":"old","segment":"s"}"#, at: 200)
        bench.tell("d", #"{"list":"l"}"#, at: 0, in: 1)
        #expect(bench.event(#""user":"u""#, at: 200) == ["", "", "old"])
        #expect(bench.event(#""user":"u""#, at: 199) == ["", "", "new"])
        #expect(bench.event(#""user":"u","persona":"own""#, at: 300) == ["", "", "own"])
        #expect(bench.event(#""user":"u","device":"d""#, at: 300) == ["l", "", "old"])
        #expect(bench.event(#""anonymous":"u","user":"d""#, at: 300) == ["", "", ""])
        #expect(bench.ingester.tableOccupancy().held == 2, "nothing is grouped by `segment`")
    }

    @Test func `what an event is about lends, too, by what is kept of it`() {
        var bench = Bench()
        bench.tell("ad-1", #"{"country":"it"}"#, at: 100, in: 2)
        bench.tell("https://s.example/a?x=1#b", #"{"country":"de"}"#, at: 100, in: 2)
        #expect(bench.event(#""object":"ad-1""#, at: 100) == ["", "it", ""])
        #expect(bench.event(#""object":"ad-1""#, at: 99) == ["", "", ""])
        #expect(bench.event(#""object":"ad-2","user":"ad-1""#, at: 100) == ["", "", ""])
        #expect(bench.event(#""object":"https://s.example/a?y=2""#, at: 100) == ["", "de", ""])
        bench.tell("ad-1", nil, at: 100, in: 2)
        #expect(bench.event(#""object":"ad-1""#, at: 100) == ["", "", ""])
    }

    @Test func `a record without a key, value or field is counted for what it is`() {
        var bench = Bench()
        bench.tell("u", #"{"persona":"p"}"#, at: 0)
        bench.tell(nil, #"{"persona":"p"}"#, at: 0)
        bench.tell("", #"{"persona":"p"}"#, at: 0)
        bench.tell("u", #"{"country":"it"}"#, at: 0)
        bench.tell("u", #"{"persona":5}"#, at: 0)
        bench.tell("u", #"[{"persona":"x"}]"#, at: 0)
        bench.tell("u", "no", at: 0)
        #expect(bench.event(#""user":"u""#, at: 5) == ["", "", "p"])
        bench.tell("u", nil, at: 9)
        #expect(bench.event(#""user":"u""#, at: 5) == ["", "", ""])
        let counts = bench.ingester.tableCounts(of: 0)
        #expect(counts.records == 8 && counts.decoded == 1 && counts.empty == 1)
        #expect(counts.rejectedRecords == 6)
        #expect(counts.reasons[.key] == 2 && counts.reasons[.field] == 2)
        #expect(counts.reasons[.json] == 2 && counts.events == 0)
        let rejected = bench.ingester.rejected.take()
        #expect(rejected.count == 6)
        #expect(rejected.allSatisfy { $0.isOfTable && $0.partition == 0 && $0.index == nil })
        #expect(rejected.first?.error.message == "The record has no key.")
        #expect(rejected.dropFirst(2).first?.error.message == "The field 'persona' is missing.")
    }

    @Test func `a full table refuses new keys and goes on with known ones`() {
        var bench = Bench(limit: 2)
        bench.tell("a", #"{"persona":"1"}"#, at: 0)
        bench.tell("b", #"{"persona":"1"}"#, at: 0)
        bench.tell("c", #"{"persona":"1"}"#, at: 0)
        bench.tell("b", #"{"persona":"2"}"#, at: 0)
        #expect(bench.ingester.tableOccupancy().held == 2)
        #expect(bench.ingester.tableOccupancy().refused == 1)
        #expect(bench.event(#""user":"b""#, at: 1) == ["", "", "2"])
        #expect(bench.event(#""user":"c""#, at: 1) == ["", "", ""])
        bench.tell("a", nil, at: 0)
        bench.tell("c", #"{"persona":"3"}"#, at: 0)
        #expect(bench.event(#""user":"c""#, at: 1) == ["", "", "3"])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `random records lend what a list of all changes says`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bench = Bench()
        var model = ModelTables()
        var lentCount = 0
        for step in 0..<4_000 {
            let key = "u\(Int.random(in: 0..<9, using: &random))"
            let time = Int64.random(in: 0..<100, using: &random)
            switch Int.random(in: 0..<12, using: &random) {
            case 0:
                bench.tell(key, nil, at: time)
                model.remove(key)
            case 1...4:
                let value = ["", "a", "b", "c"].randomElement(using: &random) ?? ""
                let text = value.isEmpty ? #"{"segment":"s"}"# : #"{"persona":"\#(value)"}"#
                bench.tell(key, text, at: time)
                model.set(key, ["persona": value], at: time)
            default:
                let expected = model.value(key, "persona", at: time)
                if !expected.isEmpty { lentCount += 1 }
                let found = bench.event(#""user":"\#(key)""#, at: time)
                #expect(found == ["", "", expected], "seed \(seed), step \(step)")
            }
        }
        #expect(lentCount > 500)
    }
}
