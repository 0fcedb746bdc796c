// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension WindowValue {
    /// The value of the last window of a run of empty ones, which are all alike; of one window itself.
    ///
    /// - Parameter plan: the output's.
    /// - Returns: a value of one window.
    func newest(in plan: Plan) -> WindowValue {
        guard let gapUntil else { return self }
        let definition = plan.outputs[output]
        let (shape, calendar) = (definition.shape, plan.tables[definition.table].calendar)
        var newest = self
        let last = shape.previous(of: shape.nominalStart(gapUntil, calendar))
        newest.start = calendar.utc(last)
        newest.end = gapUntil
        newest.gapUntil = nil
        // Of windows that slide the one before may lie before the run, where nobody read it. What is a
        // comparison itself has nothing before it.
        let isCompared =
            isComplete && plan.kpis[definition.kpi].formula.comparesBack == nil
            && shape.previous(of: last) >= shape.nominalStart(start, calendar)
        newest.previous = isCompared ? .some(value.value) : nil
        newest.previousSample = isCompared ? value.n : nil
        return newest
    }
}
