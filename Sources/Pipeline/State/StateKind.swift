// SPDX-License-Identifier: Apache-2.0

/// What a part of the state holds; the raw value stands in the state log, so it is never given anew.
///
/// The layouts are those of the Architecture page, section "State".
public enum StateKind: UInt8, Sendable, CaseIterable {
    /// Watermarks, partitions, counts: one part of each index.
    case clocks = 1
    /// When windows close next, and what else emission keeps as a few numbers.
    case emission
    /// Keys that wait for a revision, were told or were revised, by hash.
    case revisions
    /// How series stand against targets, by output.
    case targets
    /// Combinations of dimension values.
    case combinations
    /// Series of a grouping set.
    case series
    /// Rows of a pane table.
    case rows
    /// What a level came to.
    case levels
    /// Ids of events.
    case duplicates
    /// Device to user, user to device.
    case aliases
    /// First sessions of keys.
    case sessionHeads
    /// Sessions by place.
    case sessions
    /// What sessions could not take back.
    case stuckFacts
    case messages
    case persons
    case personDays
    case installs
    case totals
    case responses
    case invitations
    case spending
    case leads
    case buyers
    case touches
    case stages
    case threads
    case interactions
    /// Input partitions, how far they were read, and what became of their records.
    case inputs
    /// Values of dimensions, in the order of their numbers.
    case dictionaries
    /// Which values are admitted on which day.
    case admission
    /// What tables, cells and outputs mean, and from when on they count.
    case plan
    /// The id of the cluster whose offsets the inputs are.
    case cluster
    /// Finals that were told, by series.
    case history
    /// Alerts that fire, the last changes, and those before that receivers wait for.
    case alerts
    /// For which series rules fire, or are about to.
    case rules
}
