// SPDX-License-Identifier: Apache-2.0

import KPIs

/// How series stand against their targets (section 9).
struct ModelTargets {
    struct Series: Hashable {
        var output: Int
        var values: [UInt32]
    }

    /// A window's start, its sample, and the bounds of its value.
    typealias Window = (start: Int64, sample: Double, low: Double, high: Double)

    /// What was read of a series.
    fileprivate struct Record {
        /// The last readings that count, at most `hold`.
        var readings: [String] = []
        /// Start of the newest window read.
        var newest: Int64?
        var status: String?
        var since: Int64 = 0
    }

    private let plan: Plan
    private let windows: [ModelWindows]
    private var records: [Series: Record] = [:]

    init(plan: Plan, zone: ModelZone) {
        self.plan = plan
        windows = plan.outputs.map { ModelWindows($0.shape, zone) }
    }

    func standing(of series: Series) -> (status: String, since: Int64)? {
        guard let record = records[series], let status = record.status else { return nil }
        return (status, record.since)
    }

    /// A final, which stands for one window or for several empty ones.
    mutating func read(_ value: ModelValue) {
        guard let target = target(of: value.output) else { return }
        let series = Series(output: value.output, values: value.values)
        let own = windows[value.output]
        endIfQuiet(series, target, before: own.latest(own.zone.local(value.start)))
        var record = records[series] ?? Record()
        let reading = reading(of: value, target)
        // The first moment of a day may be later than the midnight by which its window goes.
        let starts = value.starts(in: plan).map { own.latest(own.zone.local($0)) }
        for start in starts where start > record.newest ?? .min {
            // One reading more of the same kind than the hold can turn nothing.
            if record.readings == Array(repeating: reading, count: target.hold) {
                record.newest = start
            } else {
                let end = own.zone.utc(own.end(start))
                record.add(reading, start: start, end: end, target.hold)
            }
        }
        records[series] = record
    }

    /// The windows of an output before one are final: of what is off target and was told in none of so many
    /// of them nothing is known any more.
    mutating func endQuiet(_ output: Int, before open: Int64) {
        guard let target = target(of: output) else { return }
        for series in records.keys where series.output == output {
            endIfQuiet(series, target, before: open)
        }
    }

    private mutating func endIfQuiet(_ series: Series, _ target: Target, before open: Int64) {
        guard let record = records[series], var window = record.newest,
            ["warn", "breach", "no_data"].contains(record.status)
        else { return }
        for _ in 0...max(10, target.hold) { window = windows[series.output].next(window) }
        if window < open { records[series] = nil }
    }

    /// Windows that have ended and are not final, by start, with the bounds of their values.
    mutating func readEarly(_ series: Series, _ windows: [Window]) {
        guard let target = target(of: series.output) else { return }
        let own = self.windows[series.output]
        var record = records[series] ?? Record()
        var trial: Record?
        var last = record.newest
        for window in windows where window.start > record.newest ?? .min {
            guard window.sample >= target.minimumSample, window.low <= window.high,
                let reading = verdict(on: window.low...window.high, target)
            else { continue }
            var run = trial ?? record
            if last.map({ own.next($0) }) != window.start {
                run = record
                run.readings = []
                run.status = run.status ?? "ok"
            }
            last = window.start
            let before = run.status
            let end = own.zone.utc(own.end(window.start))
            run.add(reading, start: window.start, end: end, target.hold)
            trial = run
            if run.status != before {
                record = run
                records[series] = run
            }
        }
    }

    private func target(of output: Int) -> Target? { plan.kpis[plan.outputs[output].kpi].target }

    private func reading(of value: ModelValue, _ target: Target) -> String {
        let formula = plan.kpis[plan.outputs[value.output].kpi].formula
        guard let number = value.value else {
            return formula.comparesBack == nil ? "no_data" : "no_baseline"
        }
        // A part of nothing is told without a sample.
        let sample = formula.needsTotal && value.num == 0 ? 0 : value.den ?? value.num
        return sample < target.minimumSample ? "low_sample" : judged(number, target)
    }

    private func judged(_ number: Double, _ target: Target) -> String {
        if number < target.breach.low || number > target.breach.high { return "breach" }
        if number < target.warn.low || number > target.warn.high { return "warn" }
        return "ok"
    }

    /// What every value within the bounds is at least as bad as; nil: some are good, some are not.
    private func verdict(on bounds: ClosedRange<Double>, _ target: Target) -> String? {
        // A status changes nowhere but at a limit.
        let limits = [target.breach.low, target.warn.low, target.warn.high, target.breach.high]
        let points = [bounds.lowerBound, bounds.upperBound] + limits.filter(bounds.contains)
        let found = Set(points.map { judged($0, target) })
        if !found.contains("ok") { return found.contains("warn") ? "warn" : "breach" }
        return found == ["ok"] ? "ok" : nil
    }
}

fileprivate extension ModelTargets.Record {
    private static let scale = ["ok", "warn", "breach"]

    mutating func add(_ reading: String, start: Int64, end: Int64, _ hold: Int) {
        readings = (readings + [reading]).suffix(hold)
        newest = start
        let isBad = reading == "warn" || reading == "breach"
        var next = status ?? (isBad ? "ok" : reading)
        if readings.count == hold { next = turned(next, by: readings) }
        if next != status { (status, since) = (next, end) }
    }

    private func turned(_ status: String, by last: [String]) -> String {
        let kinds = Set(last)
        let places = last.compactMap { Self.scale.firstIndex(of: $0) }
        if places.count == last.count, let best = places.min(), let worst = places.max() {
            guard let place = Self.scale.firstIndex(of: status) else { return Self.scale[best] }
            return Self.scale[best > place ? best : worst < place ? worst : place]
        }
        guard kinds.count == 1 else { return status }
        let isAlarm = status == "warn" || status == "breach"
        return kinds == ["no_data"] || !isAlarm ? last[0] : status
    }
}
