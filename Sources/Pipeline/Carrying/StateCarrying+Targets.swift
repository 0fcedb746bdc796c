// SPDX-License-Identifier: Apache-2.0

/// How it stands against targets.
extension StateCarrying {
    /// How series stand, where the target is the same.
    ///
    /// Where it is another one, or the definition is, series begin without a status; but of one for which an
    /// alert may fire it is still known when it was read last, so that the alert ends if it is quiet.
    mutating func carryTargets() throws(StateError) {
        let before = new.outputs.map { output in
            output.target.isEmpty
                ? nil
                : old.outputs.firstIndex { isSameAlert($0, output) && !$0.target.isEmpty }
        }
        image.renumber(.targets, before)
        for output in new.outputs.indices where before[output] != nil && !keepsTarget(output) {
            try image.rewrite(.targets, output) { reader, writer throws(StateError) in
                while !reader.isAtEnd {
                    var entry = try TargetBook.read(from: &reader)
                    entry = TargetBook.Entry(newest: entry.mayFire ? entry.newest : .min)
                    TargetBook.write(entry, to: &writer)
                }
            }
        }
    }

    /// Whether two outputs have the same series, and so alerts under the same keys.
    func isSameAlert(_ before: StoredPlan.Output, _ after: StoredPlan.Output) -> Bool {
        let (known, table) = (old.tables[before.table], new.tables[after.table])
        return before.kpi == after.kpi && before.shape == after.shape
            && known.zone == table.zone
            && same.groupingSets[table.groupingSet] == known.groupingSet
    }

    private func keepsTarget(_ output: Int) -> Bool {
        guard let known = same.outputs[output] else { return false }
        return old.outputs[known].target == new.outputs[output].target
            && same.keepsDefinition(output, from: old, to: new)
    }
}
