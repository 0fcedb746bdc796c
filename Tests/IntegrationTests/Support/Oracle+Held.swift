// SPDX-License-Identifier: Apache-2.0

import KPIs
import TestSupport

extension Oracle {
    private struct Window: Hashable {
        var output: Int
        var values: [UInt32]
        var start: Int64
    }

    /// What is different in what holds of each window: of its final and revisions, the last.
    ///
    /// How often a window is revised depends on when commits come, what holds in the end does not.
    func heldDifferences(from records: [SnapshotRecord]) -> [String] {
        let values = records.compactMap { value(of: $0) }
        guard values.count == records.count else { return ["a record has no output in the plan"] }
        return ModelComparison(plan: plan)
            .differences(model: held(model.values), subject: held(values))
    }

    private func held(_ values: [ModelValue]) -> [ModelValue] {
        var last: [Window: ModelValue] = [:]
        for value in values {
            let window = Window(output: value.output, values: value.values, start: value.start)
            if let other = last[window], other.revision > value.revision { continue }
            last[window] = value
        }
        return last.values.map { value in
            var value = value
            value.kind = .final
            value.revision = 0
            return value
        }
    }
}
