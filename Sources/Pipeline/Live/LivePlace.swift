// SPDX-License-Identifier: Apache-2.0

/// Where a round of early values ended because no more were taken: the next one goes on there.
struct LivePlace {
    /// What a window's values were read from; another mark: there is something to tell.
    struct Mark: Equatable {
        /// Change counts of the window's rows together.
        var changes: UInt64
        /// How its series stands against the targets of the outputs, folded into one number.
        var standings: Int64
        /// Of how many outputs the window is not complete.
        var incomplete: Int
    }

    /// What was told of a window.
    struct Told {
        /// What its values were last read from; nil: a round ended within them.
        var mark: Mark?
        /// The outputs of which something was told, as bits (position modulo 64).
        var outputs: UInt64 = 0
    }

    /// Start of the window's only pane, or of the window.
    var start: Int64
    /// The series.
    var series: UInt32
    /// How many rows came to the pane before this one; of a window of several panes the series.
    var item: Int
    /// Position of the first output in the group that was not taken.
    var output: Int
    /// What the outputs before it were read from.
    var mark: Mark
}
