// SPDX-License-Identifier: Apache-2.0

public import Events

/// One thing that happens to the application under test, in the order it happens.
public enum ModelStep: Sendable {
    /// An event arrives on a partition, from a source by number.
    case event(partition: Int, event: Event, source: Int)
    /// A partition has been read to its end.
    case endOfPartition(Int)
    /// The monotonic clock says `now` (ms); unhealthy: restore, lag or a broker outage.
    case tick(now: Int64, healthy: Bool)
    /// Due finals and revisions are copied; `now` is the monotonic clock, ms.
    case barrier(now: Int64)
}
