// SPDX-License-Identifier: Apache-2.0

/// Where a round of early values ended because no more were taken: the next one goes on there.
struct LivePlace {
    /// What a window's values were read from; another mark: there is something to tell.
    struct Mark: Equatable {
        /// Change counts of the window's rows together.
        var changes: UInt64
        /// How its series stands against the targets of the outputs, folded into one number.
        var standings: Int64
    }

    /// Position of the closing group.
    var group: Int
    /// Start of the window's only pane, or of the window.
    var start: Int64
    /// The series.
    var series: UInt32
    /// Position of the row in its pane; of a window of several panes its series.
    var item: Int
    /// Position of the first output in the group that was not taken.
    var output: Int
    /// What the outputs before it were read from.
    var mark: Mark
}
