// SPDX-License-Identifier: Apache-2.0

/// A series that went quiet, and whose status against a target so ended.
public struct EndedStatus: Sendable, Equatable {
    /// Position in `Plan.outputs`.
    public let output: Int
    /// The series, in the output's grouping set.
    public let series: UInt32
    /// End of the window that was one too many without it, ms UTC.
    public let end: Int64

    /// The end of a status.
    init(_ turn: TargetTurn) {
        (output, series, end) = (turn.value.output, turn.value.series, turn.value.end)
    }
}
