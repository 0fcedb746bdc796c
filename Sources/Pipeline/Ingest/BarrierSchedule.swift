// SPDX-License-Identifier: Apache-2.0

/// Decides when the ingest loop sets a barrier.
///
/// All times are monotonic, ms.
struct BarrierSchedule {
    private let interval: Int64
    private var last: Int64
    /// Whether the last batch was too small for what was due.
    private var isOverdue = false

    init(interval: Int64, now: Int64) {
        self.interval = interval
        last = now
    }

    /// Whether reading must wait until a barrier can be set.
    ///
    /// A batch is full by what was rejected or by transitions between stages. Only windows that are due
    /// give rows back: a barrier without any frees none, so scarce rows alone ask for nothing.
    func isUrgent(isBatchFull: Bool, areRowsScarce: Bool, areWindowsDue: Bool) -> Bool {
        isBatchFull || areRowsScarce && areWindowsDue
    }

    /// Whether it is time for one.
    func isTime(_ now: Int64, areWindowsDue: Bool) -> Bool {
        now - last >= interval || isOverdue && areWindowsDue
    }

    /// A barrier was set; windows that its batch had no room for are still due.
    mutating func pass(_ now: Int64, areWindowsDue: Bool) {
        last = now
        isOverdue = areWindowsDue
    }
}
