// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Measures how long counted events wait until a snapshot shows them.
///
/// The ingest thread notes when it has counted something; the live thread, after it has read the
/// panes, takes the oldest note. Monotonic ms; 0 means none.
public final class LatencyProbe: Sendable {
    private let oldest = Atomic<Int64>(0)

    /// A probe without a note.
    public init() {}

    /// Notes that events were counted at a time, unless older ones wait already.
    func note(_ now: Int64) {
        if oldest.load(ordering: .relaxed) == 0 { oldest.store(now, ordering: .relaxed) }
    }

    /// Takes the oldest note: call before the panes are read.
    func take() -> Int64? {
        let noted = oldest.exchange(0, ordering: .relaxed)
        return noted == 0 ? nil : noted
    }
}
