// SPDX-License-Identifier: Apache-2.0

import CPlatform

// Hints for a writer that knows what it will count soon: nothing changes that can be seen, and a guess
// that turns out wrong costs time and nothing else.
extension PaneTable {
    /// Starts loading where the last row of a series is named.
    public func prefetchPlace(ofSeries series: UInt32) {
        guard unsafe series < header.pointee.rememberedCount else { return }
        unsafe sg_prefetch(header.pointee.lastRows + Int(series))
    }

    /// Starts loading the last row of a series, some time after `prefetchPlace`.
    public func prefetchRow(ofSeries series: UInt32) {
        guard unsafe series < header.pointee.rememberedCount else { return }
        let words = unsafe header.pointee.lastRows[Int(series)].words
        unsafe sg_prefetch(words)
        unsafe sg_prefetch(words + RowLayout.cells)
    }
}
