// SPDX-License-Identifier: Apache-2.0

public import KPIs

/// Tells in what a subject differs from the model.
public struct ModelComparison {
    private struct Key: Hashable, Comparable {
        var output: Int
        var values: [UInt32]
        var start: Int64
        var revision: Int

        static func < (left: Key, right: Key) -> Bool {
            if left.start != right.start { return left.start < right.start }
            if left.output != right.output { return left.output < right.output }
            if left.revision != right.revision { return left.revision < right.revision }
            return left.values.lexicographicallyPrecedes(right.values)
        }
    }

    private let plan: Plan

    /// A comparison of values of a plan.
    public init(plan: Plan) { self.plan = plan }

    /// What is missing, too much or different, in sentences; at most twenty.
    ///
    /// Runs of empty windows count as the windows they stand for, however they were cut.
    public func differences(model: [ModelValue], subject: [ModelValue]) -> [String] {
        var told: [String] = []
        let (expected, empties) = sorted(model, "the model", &told)
        var runs = ModelRuns(plan: plan)
        let kept = subject.filter { !runs.takes($0) }
        let (found, foundEmpties) = sorted(kept, "the subject", &told)
        told += runs.lost
        for key in Set(expected.keys).union(found.keys).sorted() {
            switch (expected[key], found[key]) {
            case (let value?, nil): told.append("missing: \(text(value))")
            case (nil, let value?): told.append("too much: \(text(value))")
            case (let value?, let other?) where !isSame(value, other):
                told.append("expected \(text(value)), found \(text(other))")
            default: break
            }
        }
        for series in Set(empties.keys).union(foundEmpties.keys).sorted()
        where empties[series] != foundEmpties[series] {
            told.append(
                "empty windows of \(text(series.output)) \(series.values): expected "
                    + "\(text(empties[series])), found \(text(foundEmpties[series]))"
            )
        }
        let (statuses, foundStatuses) = (statusesOfEmpties(model), statusesOfEmpties(subject))
        for (key, status) in statuses.sorted(by: { $0.key < $1.key }) {
            guard let other = foundStatuses[key], other != status else { continue }
            told.append(
                "empty windows of \(text(key.output)) \(key.values) until \(key.start): expected "
                    + "\(status), found \(other)"
            )
        }
        return Array(told.prefix(20))
    }

    /// The status after each empty final, by the last window that it stands for.
    private func statusesOfEmpties(_ values: [ModelValue]) -> [Key: String] {
        var statuses: [Key: String] = [:]
        for value in values where value.kind == .final && isEmpty(value) {
            let key = Key(
                output: value.output,
                values: value.values,
                start: value.gapUntil.map { $0 - plan.outputs[value.output].size } ?? value.start,
                revision: 0
            )
            statuses[key] = value.status.map { "\($0) since \(value.since ?? 0)" } ?? "none"
        }
        return statuses
    }

    /// The values by key, without the empty finals, and these by series as ranges of starts.
    private func sorted(
        _ values: [ModelValue],
        _ name: String,
        _ told: inout [String]
    ) -> (values: [Key: ModelValue], empties: [Key: [Range<Int64>]]) {
        var byKey: [Key: ModelValue] = [:]
        var empties: [Key: [Range<Int64>]] = [:]
        for value in values {
            if value.kind == .final, isEmpty(value) {
                let starts = value.start..<value.startAfter(in: plan)
                let series = Key(output: value.output, values: value.values, start: 0, revision: 0)
                empties[series, default: []].append(starts)
                continue
            }
            // A level goes on through windows in which nothing happens.
            for start in value.starts(in: plan) {
                let key = Key(
                    output: value.output,
                    values: value.values,
                    start: start,
                    revision: value.revision
                )
                if byKey.updateValue(value, forKey: key) != nil {
                    told.append("\(name) emitted twice: \(text(value))")
                }
            }
        }
        return (byKey, empties.mapValues(joined))
    }

    /// Joins ranges that touch; ranges that overlap stay apart, so that a repetition is seen.
    private func joined(_ ranges: [Range<Int64>]) -> [Range<Int64>] {
        var joined: [Range<Int64>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, last.upperBound == range.lowerBound {
                joined[joined.count - 1] = last.lowerBound..<range.upperBound
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    /// Nothing was counted, or all of it was taken back: both look the same from outside.
    private func isEmpty(_ value: ModelValue) -> Bool {
        let isShare = plan.kpis[plan.outputs[value.output].kpi].formula.needsTotal
        return value.num == 0 && (isShare || (value.den ?? 0) == 0)
    }

    private func isSame(_ value: ModelValue, _ other: ModelValue) -> Bool {
        if case .quantile = plan.kpis[plan.outputs[value.output].kpi].formula {
            return value.kind == other.kind && value.num == other.num
                && isInBucket(value.value, other.value)
        }
        return isExact(value, other)
    }

    /// Distributions keep values to about two parts in a hundred.
    private func isInBucket(_ number: Double?, _ other: Double?) -> Bool {
        guard let number, let other else { return number == nil && other == nil }
        return abs(number - other) <= 0.03 * abs(number) + 0.001
    }

    /// A run of windows carries the status after its last: of runs that were cut elsewhere, that is
    /// no matter.
    private func isExact(_ value: ModelValue, _ other: ModelValue) -> Bool {
        value.kind == other.kind && isNear(value.num, other.num)
            && isNear(value.den ?? 0, other.den ?? 0) && (value.den == nil) == (other.den == nil)
            && isNear(value.value, other.value) && isListed(value, other)
            && (value.startAfter(in: plan) != other.startAfter(in: plan)
                || isNear(value.previous, other.previous))
            && (value.startAfter(in: plan) != other.startAfter(in: plan)
                || value.status == other.status && value.since == other.since)
    }

    private func isListed(_ value: ModelValue, _ other: ModelValue) -> Bool {
        guard case .top(_, let limit) = plan.kpis[plan.outputs[value.output].kpi].formula else {
            return other.top == nil
        }
        guard let listed = value.top, let found = other.top else { return false }
        return ModelList(listed).allows(found, limit: limit)
    }

    private func isNear(_ number: Double, _ other: Double) -> Bool {
        abs(number - other) <= 1e-9 * max(1, abs(number))
    }

    private func isNear(_ number: Double?, _ other: Double?) -> Bool {
        guard let number, let other else { return number == nil && other == nil }
        return isNear(number, other)
    }

    private func text(_ output: Int) -> String {
        "\(plan.kpis[plan.outputs[output].kpi].id) \(plan.outputs[output].shape.text)"
    }

    private func text(_ value: ModelValue) -> String {
        "\(text(value.output)) \(value.values) at \(value.start) \(value.kind.rawValue) "
            + "\(value.revision) = \(value.num)/\(value.den.map { "\($0)" } ?? "-")"
            + (value.previous.map { " after \($0)" } ?? "")
            + (value.status.map { " \($0) since \(value.since ?? 0)" } ?? "")
    }

    private func text(_ ranges: [Range<Int64>]?) -> String { ranges.map { "\($0)" } ?? "none" }
}
