// SPDX-License-Identifier: Apache-2.0

import Events

/// One thing that the ingest thread tells the aggregator thread, in order.
struct RoutedItem: BitwiseCopyable, Sendable {
    enum Kind: UInt8, BitwiseCopyable {
        case event, unwanted, recordSeen, endOfPartition, addPartition, healthyTick, unhealthyTick
        case retirePartition, beginIdle, lostEvents, barrier
    }

    var kind: Kind
    var partition: Int32 = 0
    /// Monotonic time, ms.
    var now: Int64 = 0
    /// Event time, wall-clock time or source, by kind.
    var number: Int64 = 0
    var event = Event()
}
