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
        let (found, foundEmpties) = sorted(subject, "the subject", &told)
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
        return Array(told.prefix(20))
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
            let key = Key(
                output: value.output,
                values: value.values,
                start: value.start,
                revision: value.revision
            )
            if byKey.updateValue(value, forKey: key) != nil {
                told.append("\(name) emitted twice: \(text(value))")
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
    private func isEmpty(_ value: ModelValue) -> Bool { value.num == 0 && (value.den ?? 0) == 0 }

    private func isSame(_ value: ModelValue, _ other: ModelValue) -> Bool {
        value.kind == other.kind && isNear(value.num, other.num)
            && isNear(value.den ?? 0, other.den ?? 0) && (value.den == nil) == (other.den == nil)
            && isNear(value.value ?? 0, other.value ?? 0)
            && (value.value == nil) == (other.value == nil)
    }

    private func isNear(_ number: Double, _ other: Double) -> Bool {
        abs(number - other) <= 1e-9 * max(1, abs(number))
    }

    private func text(_ output: Int) -> String {
        "\(plan.kpis[plan.outputs[output].kpi].id) \(plan.outputs[output].shape.text)"
    }

    private func text(_ value: ModelValue) -> String {
        "\(text(value.output)) \(value.values) at \(value.start) \(value.kind.rawValue) "
            + "\(value.revision) = \(value.num)/\(value.den.map { "\($0)" } ?? "-")"
    }

    private func text(_ ranges: [Range<Int64>]?) -> String { ranges.map { "\($0)" } ?? "none" }
}
