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
        newest.start = calendar.utc(shape.previous(of: shape.nominalStart(gapUntil, calendar)))
        newest.end = gapUntil
        newest.gapUntil = nil
        if previous != nil { newest.previous = .some(value.value) }
        return newest
    }
}
