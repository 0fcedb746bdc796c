// SPDX-License-Identifier: Apache-2.0

import KPIs

/// A status against a target that turned, and the window that turned it.
struct TargetTurn {
    /// The window, as it was read: a final, or an early value that what is open cannot change.
    ///
    /// Of a series that went quiet, the one that was one too many without it.
    let value: WindowValue
    /// How the series stood before; nil: it had not been read.
    let before: TargetStatus?
    /// Whether the series went quiet and has no status any more.
    var isQuiet = false

    /// What alerts are made of.
    func named(by maker: SnapshotMaker) -> StatusTurn {
        guard isQuiet else { return StatusTurn(maker.snapshot(of: value), before: before) }
        let groupingSet = maker.view.plan.groupingSet(ofOutput: value.output)
        return StatusTurn(
            quiet: maker.dimensions(of: value.series, in: groupingSet),
            output: value.output,
            start: value.start,
            end: value.end,
            before: before
        )
    }
}
