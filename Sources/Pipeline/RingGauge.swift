// SPDX-License-Identifier: Apache-2.0

import RingBuffers
import Synchronization

/// How full the ring between ingest and aggregator thread is, if there is one. Any thread.
final class RingGauge: Sendable {
    private let level = Mutex<RingLevel?>(nil)

    func set(_ level: RingLevel) { self.level.withLock { $0 = level } }

    /// From 0 to 1; nil: there is no ring.
    var fillRatio: Double? {
        level.withLock { level in
            level.map { Double($0.fillCount) / Double(max(1, $0.capacity)) }
        }
    }
}
