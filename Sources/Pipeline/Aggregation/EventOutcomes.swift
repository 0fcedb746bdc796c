// SPDX-License-Identifier: Apache-2.0

/// What became of the events of one partition, as the aggregator counts them.
@frozen public struct EventOutcomes: Sendable, Equatable, BitwiseCopyable {
    /// Counted by a tracker or a pane.
    public var counted: Int64 = 0
    /// No pane took it any more.
    public var late: Int64 = 0
    /// Seen before.
    public var duplicate: Int64 = 0
    /// Of no interest to any selected KPI, or not human.
    public var filtered: Int64 = 0

    /// Nothing yet.
    public init() {}

    /// All of them.
    public var total: Int64 { counted + late + duplicate + filtered }
}
