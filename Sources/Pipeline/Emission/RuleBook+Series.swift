// SPDX-License-Identifier: Apache-2.0

import KPIs

extension RuleBook {
    /// Whether windows of a series may be compared: what is in the overflow differs from one to the next.
    func isComparable(
        _ value: WindowValue,
        _ rule: Int,
        _ names: [(name: String, value: String?)],
        _ maker: SnapshotMaker
    ) -> Bool {
        guard rules[rule].baseline != nil else { return true }
        let groupingSet = plan.groupingSet(ofOutput: value.output)
        return names.allSatisfy { $0.value != nil }
            && !maker.view.isOverflow(value.series, in: groupingSet)
    }

    /// The dimensions of a series, in the order of its grouping set.
    func names(
        of value: WindowValue,
        _ maker: SnapshotMaker
    ) -> [(name: String, value: String?)] {
        maker.dimensions(of: value.series, in: plan.groupingSet(ofOutput: value.output))
    }
}
