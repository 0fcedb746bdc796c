// SPDX-License-Identifier: Apache-2.0

/// A status against a target that turned, or ended with a series that went quiet.
public struct StatusTurn: Sendable {
    /// Position among the outputs of the plan.
    public let output: Int
    /// Names and values of the series; a value of nil is the overflow.
    public let dimensions: [(name: String, value: String?)]
    /// The window that turned it, whose target says how the series stands now; nil: nothing was told of the
    /// series any more, and it has no status.
    public let snapshot: Snapshot?
    /// Start of the window that turned it, ms.
    public let start: Int64
    /// End of the window that turned it, ms.
    public let end: Int64
    /// How the series stood before; nil: it had not been read.
    public let before: TargetStatus?

    /// A turn by a window.
    public init(_ snapshot: Snapshot, before: TargetStatus?) {
        (output, dimensions) = (snapshot.output, snapshot.dimensions)
        (start, end) = (snapshot.start, snapshot.end)
        (self.snapshot, self.before) = (snapshot, before)
    }

    /// The end of the status of a series that went quiet.
    ///
    /// - Parameters:
    ///   - dimensions: of the series.
    ///   - output: position among the outputs of the plan.
    ///   - start: of the first window that closed without it and was one too many, ms.
    ///   - end: of that window, ms.
    ///   - before: how it stood; nil: it was not read since its definitions changed.
    public init(
        quiet dimensions: [(name: String, value: String?)],
        output: Int,
        start: Int64,
        end: Int64,
        before: TargetStatus?
    ) {
        (self.output, self.dimensions, snapshot) = (output, dimensions, nil)
        (self.start, self.end, self.before) = (start, end, before)
    }
}
