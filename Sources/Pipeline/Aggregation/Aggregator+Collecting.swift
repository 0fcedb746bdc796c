// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension Aggregator {
    /// Copies what is due at a barrier: first finals of series that came late and revisions, then
    /// finals by due time, at most about `limit` values.
    ///
    /// An event before this call is in the values, one after it makes a revision. Call again at
    /// once while `isDue`.
    ///
    /// - Parameters:
    ///   - limit: the batch is full from this many values on; a window's last values may exceed it.
    ///   - now: monotonic time, ms; spaces the revisions of a key.
    /// - Returns: the values in the order in which they are to be written.
    /// - Complexity: O(changed rows + values).
    public mutating func collect(limit: Int, now: Int64) -> ValueBatch {
        let closing: Snapshot.Closing? = view.watermarks.closedByIdle ? .idle : nil
        var batch = ValueBatch(limit: limit, watermark: panes.watermark, closing: closing)
        guard panes.watermark != .min else { return batch }
        sessions.advance(to: panes.watermark, panes: &panes)
        emission.noteChanges(panes: panes, into: &batch)
        emission.revise(now: now, panes: panes, into: &batch)
        let isDone = emission.close(upTo: panes.watermark, panes: panes, into: &batch)
        emission.endQuiet(panes.plan)
        if isDone {
            emission.readEarly(upTo: panes.watermark, panes: panes)
            emission.removePanes(upTo: panes.watermark, panes: panes)
            view.completeness.forget {
                emission.earliestStart(at: panes.watermark, panes.plan)
            }
            sweep()
        }
        return batch
    }

    /// Closes every window up to the latest event, at the end of an input that has one.
    ///
    /// Call `collect` until nothing is due before, and this until it gives nothing. Revisions that
    /// wait for their time come at once. Values of windows that only this closes say so and are not
    /// complete.
    public mutating func finish(limit: Int, now: Int64) -> ValueBatch {
        var batch = ValueBatch(limit: limit, watermark: panes.watermark, closing: .end)
        guard panes.watermark != .min else { return batch }
        sessions.advance(to: Self.endOfTime, panes: &panes)
        emission.noteChanges(panes: panes, into: &batch)
        emission.revise(now: Self.endOfTime, panes: panes, into: &batch)
        let latest = latestTime == .min ? panes.watermark : latestTime
        emission.closeRemaining(upTo: latest, panes: panes, into: &batch)
        return batch
    }

    /// Later than any event, and far enough from the largest number to add durations to it, ms.
    private static var endOfTime: Int64 { 1 << 53 }
}
