// SPDX-License-Identifier: Apache-2.0

/// A rule that begins or ceases to fire for a series.
public struct RuleTurn: Sendable {
    /// Position among the rules.
    public let rule: Int
    /// The final that turned it; nil: nothing was told of the series any more.
    public let snapshot: Snapshot?
    /// Names and values of the series; a value of nil is the overflow.
    public let dimensions: [(name: String, value: String?)]
    /// Start of the window that turned it, ms.
    public let start: Int64
    /// End of the window that turned it, ms.
    public let end: Int64
    /// Whether it fires now.
    public let isFiring: Bool
    /// End of the window that turned it, or of the one among those of a final, ms.
    public let since: Int64

    /// A turn by a final.
    public init(rule: Int, snapshot: Snapshot, isFiring: Bool, since: Int64) {
        (self.rule, self.snapshot, dimensions) = (rule, snapshot, snapshot.dimensions)
        (start, end) = (snapshot.start, snapshot.end)
        (self.isFiring, self.since) = (isFiring, since)
    }

    /// The end of what fired for a series that went quiet.
    ///
    /// - Parameters:
    ///   - rule: position among the rules.
    ///   - dimensions: of the series.
    ///   - start: of the first window that was told without it and was one too many, ms.
    ///   - end: of that window, ms.
    public init(
        rule: Int,
        quiet dimensions: [(name: String, value: String?)],
        start: Int64,
        end: Int64
    ) {
        (self.rule, self.dimensions, snapshot) = (rule, dimensions, nil)
        (self.start, self.end, since) = (start, end, end)
        isFiring = false
    }
}
