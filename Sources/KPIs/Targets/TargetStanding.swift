// SPDX-License-Identifier: Apache-2.0

/// The status of a series' target, and since when it holds.
@frozen public struct TargetStanding: Sendable, Equatable, BitwiseCopyable {
    /// The status.
    public var status: TargetStatus
    /// End of the window whose reading turned it, ms.
    public var since: Int64

    /// A standing.
    public init(status: TargetStatus, since: Int64) {
        self.status = status
        self.since = since
    }
}
