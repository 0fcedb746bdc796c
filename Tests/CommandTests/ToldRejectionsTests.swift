// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import streamgauge

struct ToldRejectionsTests {
    private func example(
        _ count: UInt64,
        topic: String = "clicks",
        reason: String = "json",
        index: Int? = nil
    ) -> RejectionExample {
        RejectionExample(
            topic: topic,
            partition: 2,
            offset: 17,
            index: index,
            reason: reason,
            error: "The event is not well-formed JSON.",
            timestamp: 0,
            count: count
        )
    }

    @Test func `the first rejection of each topic and reason is told at once`() {
        var told = ToldRejections()
        let first = told.take([example(1)], now: 5)
        let others = [example(1), example(3, reason: "time"), example(2, topic: "orders")]
        let next = told.take(others, now: 6)
        #expect(first.map(\.count) == [1])
        #expect(next.map(\.example) == Array(others.dropFirst()) && next.map(\.count) == [3, 2])
    }

    @Test func `those that follow are told once in ten minutes, with how many there were`() {
        var told = ToldRejections()
        let counts = (0...20).map { minute in
            told.take([example(UInt64(minute) + 1)], now: 60_000 * Int64(minute)).map(\.count)
        }
        #expect(counts.indices.filter { !counts[$0].isEmpty } == [0, 10, 20])
        #expect(counts.flatMap(\.self) == [1, 10, 10])
    }

    @Test func `what has ended is not told again`() {
        var told = ToldRejections()
        let counts = [1, 1, 1, 4].enumerated().map { hour, count in
            told.take([example(count)], now: 3_600_000 * Int64(hour)).map(\.count)
        }
        #expect(counts == [[1], [], [], [3]])
    }

    @Test(arguments: [nil, 4])
    func `a line says where it lies and what is wrong, of an event also which one`(index: Int?) {
        var told = ToldRejections()
        let lines = told.take([example(9, index: index)], now: 0)
        #expect(
            lines.map { $0.fields.map { "\($0)=\($1)" } } == [
                ["topic=clicks", "partition=2", "offset=17"]
                    + (index.map { ["index=\($0)"] } ?? [])
                    + ["reason=json", "count=9", "error=The event is not well-formed JSON."]
            ]
        )
    }
}
