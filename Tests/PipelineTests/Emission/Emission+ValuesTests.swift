// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

@testable import Pipeline

/// Random stories; every value that leaves is compared with sets that were kept beside.
struct EmissionValuesTests {
    /// Who did something when, by country, as far as panes of 10 and of 60 seconds took it.
    private struct Model {
        /// Lateness of 10 s, 60 s and 300 s.
        let lateness: [Int64: Int64]
        private(set) var views: [Int64: [Int64: [UInt32: Int]]] = [10: [:], 60: [:]]
        private(set) var visitors: [Int64: [UInt32: Set<UInt64>]] = [:]

        init(lateness: [Int64: Int64]) { self.lateness = lateness }

        mutating func see(_ visitor: UInt64, at second: Int64, country: UInt32, watermark: Int64) {
            for size in [10, 60] as [Int64] {
                let pane = second / size * size
                guard watermark < pane + size + 2 * (lateness[size] ?? 0) else { continue }
                views[size]?[pane, default: [:]][country, default: 0] += 1
                if size == 10 { visitors[pane, default: [:]][country, default: []].insert(visitor) }
            }
        }

        /// The value of a window; country nil: the total.
        func value(at start: Int64, size: Int64, country: UInt32?) -> Int {
            guard size == 300 else {
                let countries = views[size]?[start] ?? [:]
                return country.map { countries[$0] ?? 0 } ?? countries.values.reduce(0, +)
            }
            var united: Set<UInt64> = []
            for pane in stride(from: start, to: start + size, by: 10) {
                for (key, set) in visitors[pane] ?? [:] where country ?? key == key {
                    united.formUnion(set)
                }
            }
            return united.count
        }

        /// Windows that hold something.
        var windows: [(start: Int64, size: Int64, country: UInt32?)] {
            var windows: [(Int64, Int64, UInt32?)] = []
            for size in [10, 60] as [Int64] {
                for (start, countries) in views[size] ?? [:] {
                    windows += countries.keys.map { (start, size, $0) } + [(start, size, nil)]
                }
            }
            for (pane, countries) in visitors {
                for start in stride(from: pane - 290, through: pane, by: 10) {
                    windows += countries.keys.map { (start, 300, $0) } + [(start, 300, nil)]
                }
            }
            return windows
        }
    }

    private static func bench(_ lateness: [Int64: Int64]) throws -> AggregatorBench {
        try AggregatorBench(
            ["web.pageviews", "web.current_visitors"].map { KPISelection($0, by: [["country"]]) },
            windows: [10_000, 60_000],
            lateness: lateness
        ) { $0.start = AggregatorBench.midnight }
    }

    /// Compares what leaves with the model as it is then.
    private struct Checker {
        var model: Model
        let seed: UInt64
        private(set) var checked = 0
        private var last: [String: (revision: Int, num: Int)] = [:]

        init(seed: UInt64, model: Model) {
            self.seed = seed
            self.model = model
        }

        mutating func check(_ bench: borrowing AggregatorBench) {
            for value in bench.values[checked...] {
                let output = bench.plan.outputs[value.output]
                let isTotal = bench.plan.tables[output.table].groupingSet == 0
                let series = bench.aggregator.view.values(of: value.series, in: isTotal ? 0 : 1)
                check(value, output, series)
            }
            checked = bench.values.count
        }

        private mutating func check(
            _ value: WindowValue,
            _ output: Plan.Output,
            _ series: [UInt32]
        ) {
            let start = Self.second(value.start)
            let size = output.size / 1_000
            let key = "seed \(seed): \(size)s at \(start) of \(series) r\(value.revision)"
            func count(_ start: Int64) -> Int {
                model.value(at: start, size: size, country: series.first)
            }
            #expect(Int(value.value.num) == count(start), "\(key)")
            let before = value.previous.map { $0.map { Int($0) } }
            #expect(before == (start > 0 ? .some(count(start - size)) : nil), "\(key) before")
            let name = "\(size) \(start) \(series)"
            let expected = last[name].map { $0.revision + 1 } ?? 0
            #expect(value.revision == expected || value.gapUntil != nil, "\(key)")
            last[name] = (value.revision, Int(value.value.num))
            guard let until = value.gapUntil else { return }
            let end = Self.second(until) - size
            for start in stride(from: start, through: end, by: Int(output.shape.paneSize / 1_000)) {
                #expect(count(start) == 0, "\(key), in the gap")
                last["\(size) \(start) \(series)"] = (0, 0)
            }
        }

        /// Whether what was said last of each window is what it holds.
        func checkLast() {
            for window in model.windows {
                let series = window.country.map { "[\($0)]" } ?? "[]"
                let name = "\(window.size) \(window.start) \(series)"
                let count = model.value(
                    at: window.start,
                    size: window.size,
                    country: window.country
                )
                #expect(last[name]?.num == count, "seed \(seed): \(name)")
            }
        }

        private static func second(_ time: Int64) -> Int64 {
            (time - AggregatorBench.midnight) / 1_000
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `each value is that of its window, and the one before that of the one before`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        let lateness = random.pick(
            [
                [10: 60, 60: 60, 300: 20], [10: 20, 60: 90, 300: 60], [10: 10, 60: 10, 300: 10],
            ] as [[Int64: Int64]]
        )
        var checker = Checker(seed: seed, model: Model(lateness: lateness))
        var bench = try Self.bench(lateness)
        var (watermark, now) = (0 as Int64, 0 as Int64)
        for _ in 0..<400 {
            let second = max(0, watermark + random.number(-130...random.pick([2, 20, 70])))
            let visitor = UInt64(random.number(1...9))
            let country = UInt32(random.number(2...4))
            checker.model.see(visitor, at: second, country: country, watermark: watermark)
            bench.event(.pageView, at: second) {
                $0.anonymous = visitor
                $0.dimensions[0] = country
            }
            watermark = max(watermark, second)
            now += random.number(0...20)
            guard random.chance(60) else { continue }
            bench.collect(now: now, limit: Int(random.number(1...7)))
            checker.check(bench)
        }
        bench.pass(to: watermark + 2_000)
        repeat {
            now += 60
            bench.collect(now: now)
            checker.check(bench)
        } while bench.aggregator.isDue
        bench.collect(now: now + 60)
        checker.check(bench)
        checker.checkLast()
        #expect(checker.checked > 100)
    }
}
