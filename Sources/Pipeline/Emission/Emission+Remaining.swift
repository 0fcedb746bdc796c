// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension Emission {
    /// Closes the windows that hold rows and are not due yet, up to the batch's limit.
    mutating func closeRemaining(panes: borrowing PaneStore, into batch: inout ValueBatch) {
        for index in groups.indices {
            guard let newest = panes.tables[groups[index].table].newestPane else { continue }
            let group = groups[index]
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
