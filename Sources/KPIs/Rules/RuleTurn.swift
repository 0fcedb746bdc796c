// SPDX-License-Identifier: Apache-2.0

/// A rule that begins or ceases to fire for a series.
public struct RuleTurn: Sendable {
    /// Position among the rules.
    public let rule: Int
    /// The final that turned it.
    public let snapshot: Snapshot
    /// Whether it fires now.
    public let isFiring: Bool
    /// End of the window that turned it, ms.
    public let since: Int64

    /// A turn.
    public init(rule: Int, snapshot: Snapshot, isFiring: Bool, since: Int64) {
        (self.rule, self.snapshot) = (rule, snapshot)
        (self.isFiring, self.since) = (isFiring, since)
    }
}
