// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Follows runs of empty windows as a reader does who keeps the newest record of each key: a revision of
/// the first window takes the place of the record of the run, so another one has to tell the rest.
struct ModelRuns {
    private struct Series: Hashable {
        var output: Int
        var values: [UInt32]
    }

    private struct Rest {
        var series: Series
        /// Starts of its windows.
        var starts: [Int64]
    }

    private let plan: Plan
    /// Windows of the run that a record stands for, by its start.
    private var runs: [Series: [Int64: [Int64]]] = [:]
    /// Rests of runs that nobody told again.
    private var rests: [Rest] = []
    /// Windows that were revised.
    private var revised: [Series: Set<Int64>] = [:]
    /// Finals of windows that had been revised, in sentences.
    private var replaced: [String] = []

    /// Runs of outputs of a plan.
    init(plan: Plan) { self.plan = plan }

    /// Takes a value in the order in which it was emitted; true: it tells the rest of a run again, and
    /// nothing that had not been told.
    mutating func takes(_ value: ModelValue) -> Bool {
        let series = Series(output: value.output, values: value.values)
        if value.kind == .revision {
            revised[series, default: []].insert(value.start)
            if let run = runs[series]?.removeValue(forKey: value.start) {
                rests.append(Rest(series: series, starts: Array(run.dropFirst())))
            }
            return false
        }
        let starts = value.starts(in: plan)
        if starts.count > 1 { runs[series, default: [:]][value.start] = starts }
        let again = starts.filter { revised[series]?.contains($0) == true }
        if !again.isEmpty {
            replaced.append(
                "a final covers \(again) of \(series.output) \(series.values), revised before"
            )
        }
        let rest = rests.firstIndex { rest in
            rest.series == series && starts.allSatisfy(rest.starts.contains)
        }
        guard let rest else { return false }
        // What lies between has, or will have, records of its own.
        rests[rest].starts.removeAll(where: starts.contains)
        return true
    }

    /// Windows of which no record is left, or an older one, in sentences.
    var lost: [String] {
        replaced
            + rests.compactMap { rest in
                let lost = rest.starts.filter { revised[rest.series]?.contains($0) != true }
                return lost.isEmpty
                    ? nil
                    : "no record is left of output \(rest.series.output) \(rest.series.values) at \(lost)"
            }
    }
}
