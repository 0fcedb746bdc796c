// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Sketches
import Testing
import Windowing

@testable import Pipeline

struct LiveReaderTests {
    private static let byCountry = [KPISelection("web.pageviews", by: [["country"]])]

    /// Values of a round as text: window, series and count.
    private func read(_ reader: inout LiveReader, atMost limit: Int = .max) -> [String] {
        var values: [String] = []
        reader.read { value in
            guard values.count < limit else { return false }
            let second = (value.start - AggregatorBench.midnight) / 1_000
            values.append("\(second) #\(value.series) \(Int(value.value.num))")
            return true
        }
        return values
    }

    @Test func `running windows are read when they have changed`() throws {
        var bench = try AggregatorBench(Self.byCountry)
        var reader = LiveReader(view: bench.aggregator.view)
        let before = read(&reader)
        #expect(before.isEmpty)
        bench.view(at: 5, country: 3)
        let first = read(&reader)
        // Series 1 of countries is that of events without one.
        #expect(first == ["0 #0 1", "0 #2 1"])
        let unchanged = read(&reader)
        #expect(unchanged.isEmpty)
        bench.view(at: 6, 65, country: 4)
        let second = read(&reader)
        #expect(second.sorted() == ["0 #0 2", "0 #3 1", "60 #0 1", "60 #3 1"])
    }

    @Test func `what cannot be taken comes with the next round`() throws {
        var bench = try AggregatorBench(Self.byCountry)
        var reader = LiveReader(view: bench.aggregator.view)
        bench.view(at: 5, country: 3)
        bench.view(at: 5, country: 4)
        let first = read(&reader, atMost: 2)
        let second = read(&reader, atMost: 2)
        let third = read(&reader)
        #expect(first.count == 2)
        #expect(Set(first + second) == ["0 #0 2", "0 #2 1", "0 #3 1"])
        #expect(third.isEmpty)
    }

    @Test func `a window that is final is no live one any more`() throws {
        var bench = try AggregatorBench(Self.byCountry)
        var reader = LiveReader(view: bench.aggregator.view)
        bench.view(at: 5)
        bench.pass(to: 119)
        let live = read(&reader)
        #expect(live.contains("0 #0 1"))
        bench.view(at: 6)
        bench.pass(to: 120)
        let final = read(&reader)
        #expect(final.isEmpty)
    }

    @Test func `bounds are open while a window runs, and its own when it has ended`() throws {
        var bench = try AggregatorBench([KPISelection("web.bounce_rate")])
        var reader = LiveReader(view: bench.aggregator.view)
        bench.event(.pageView, at: 5) { $0.anonymous = 1 }
        var bounds: [Double?] = []
        reader.read {
            bounds.append($0.value.boundLow)
            #expect($0.kind == .early)
            #expect($0.value.open == 1)
            return true
        }
        #expect(bounds == [nil])
        bench.pass(to: 60)
        bench.event(.pageView, at: 6) { $0.anonymous = 2 }
        reader.read { value in
            #expect(value.value.boundLow == 0)
            #expect(value.value.boundHigh == 1)
            return true
        }
    }

    @Test func `of sliding windows the newest is read`() throws {
        var bench = try AggregatorBench([KPISelection("web.current_visitors")])
        var reader = LiveReader(view: bench.aggregator.view)
        for (second, device) in [(0, 1), (200, 2), (305, 3)] as [(Int64, UInt64)] {
            bench.event(.pageView, at: second) { $0.anonymous = device }
        }
        let values = read(&reader)
        #expect(values == ["10 #0 2"])
    }

    @Test func `a sliding window of which the short panes miss a part is not read`() throws {
        var bench = try AggregatorBench([KPISelection("web.current_visitors")]) {
            $0.shortWindowsFrom = AggregatorBench.midnight + 100_000
        }
        var reader = LiveReader(view: bench.aggregator.view)
        bench.event(.pageView, at: 105) { $0.anonymous = 1 }
        let tooEarly = read(&reader)
        #expect(tooEarly.isEmpty)
        bench.event(.pageView, at: 395) { $0.anonymous = 2 }
        let first = read(&reader)
        #expect(first == ["100 #0 2"])
    }

    @Test func `a sliding window that is final is no live one any more`() throws {
        var bench = try AggregatorBench([KPISelection("web.current_visitors")])
        var reader = LiveReader(view: bench.aggregator.view)
        bench.event(.pageView, at: 305) { $0.anonymous = 1 }
        bench.pass(to: 369)
        let live = read(&reader)
        #expect(live == ["10 #0 1"])
        bench.pass(to: 370)
        let final = read(&reader)
        #expect(final.isEmpty)
    }

    @Test func `a row whose sketch had moved is read again although it does not change`() throws {
        var bench = try AggregatorBench([KPISelection("social.reach")])
        let view = bench.aggregator.view
        var reader = LiveReader(view: view)
        bench.event(.contentView, at: 5) { $0.anonymous = 1 }
        let cells = view.plan.tables[0].cells
        let cell = try #require(cells.firstIndex { $0.fold == .distinct })
        let found = view.tables[0].existingRow(series: 0, paneStart: AggregatorBench.midnight)
        let row = try #require(found)
        let good = row.word(cell)
        let stale = view.arenas.exactDistinct.insert(9, into: 0)
        view.arenas.exactDistinct.release(stale)
        row.store(cell, UInt64(stale))
        let unreadable = read(&reader)
        #expect(unreadable.isEmpty)
        row.store(cell, good)
        let readable = read(&reader)
        #expect(readable == ["0 #0 1"])
    }

    @Test func `panes that lie years apart are read without a look at all between them`() throws {
        var bench = try AggregatorBench([KPISelection("web.pageviews")], partitions: 2)
        var reader = LiveReader(view: bench.aggregator.view)
        let years: Int64 = 1_000_000_000_000
        // The second partition is far ahead: the first one holds the watermark.
        bench.event(.pageView, at: 5, partition: 0)
        bench.event(.pageView, at: years, partition: 1)
        let values = read(&reader)
        #expect(values == ["0 #0 1", "\(years - years % 60) #0 1"])
    }

    @Test func `a window of several panes is read for any number of series`() throws {
        var bench = try AggregatorBench(Self.byCountry, windows: [.week])
        var reader = LiveReader(view: bench.aggregator.view)
        for country in 1...700 as ClosedRange<UInt32> {
            bench.view(at: 86_400, 2 * 86_400, country: country)
        }
        let all = read(&reader)
        #expect(all.count == 701)
        #expect(all.first?.hasSuffix(" #0 1400") == true)
        #expect(all.dropFirst().allSatisfy { $0.hasSuffix(" 2") })
        bench.view(at: 86_401, country: 600)
        let changed = read(&reader, atMost: 1)
        #expect(changed.count == 1)
        let rest = read(&reader)
        #expect(rest.count == 1 && rest[0].hasSuffix(" 3"))
        let none = read(&reader)
        #expect(none.isEmpty)
    }
}
