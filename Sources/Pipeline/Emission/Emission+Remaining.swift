// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension Emission {
    /// Closes the windows that are not due yet, up to the batch's limit: those that hold rows, and
    /// empty ones up to the latest event, as an event of another kind tells that nothing came.
    mutating func closeRemaining(
        upTo latest: Int64,
        panes: borrowing PaneStore,
        into batch: inout ValueBatch
    ) {
        for index in groups.indices {
            let group = groups[index]
            let newest = max(
                panes.tables[group.table].newestPane ?? .min,
                group.shape.lastStart(containing: group.calendar.nominal(latest))
            )
            let last = group.end(of: group.shape.lastStart(containing: newest)) + group.finality
            while groups[index].next <= newest, !batch.isFull {
                let isDone =
                    groups[index].shape.isSinglePane
                    ? closePane(index, last, panes, &batch)
                    : closePanes(index, last, panes, &batch)
                if !isDone { return }
            }
        }
    }
}
