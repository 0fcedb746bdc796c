// SPDX-License-Identifier: Apache-2.0

public import YAMLText

/// Why selected KPIs cannot be compiled.
public struct PlanError: Error, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Equatable {
        /// No KPI has that id.
        case unknownKPI
        /// The id is selected twice.
        case repeatedKPI
        /// A name under `by` or `expect` is no dimension.
        case unknownDimension
        /// The selections together need more dimensions than an event can carry.
        case tooManyDimensions
        /// A window is not among the configured ones.
        case windowNotConfigured
        /// A window does not suit the KPI.
        case windowNotSuitable
        /// No configured window suits the KPI.
        case noWindow
        /// An expected series has dimensions that are not under `by`.
        case expectedNotGrouped
        /// `engaged_after` is above the smallest allowed lateness of a KPI that it settles.
        case engagedAfterTooLong
        /// There are more pairs of a pane size and a settle time than can be told apart.
        case tooManyWindows
        /// A KPI has too many measures, or events of one type are measured in too many ways.
        case tooManyMeasures
        /// A target does not fit its KPI.
        case unsuitableTarget
    }

    /// What is wrong.
    public let reason: Reason
    /// Position of the selection at fault; nil where all of them are.
    public let selection: Int?
    /// One sentence that names the KPI and says what to do.
    public let description: String
    /// Where the fault was written, if that is known more exactly than the selection.
    public let location: TextLocation?

    /// An error.
    init(_ reason: Reason, at selection: Int? = nil, _ description: String) {
        self.reason = reason
        self.selection = selection
        self.description = description
        location = nil
    }

    /// An error in a part of a selection that was read from a text.
    init(_ reason: Reason, at selection: Int, _ error: TextError) {
        self.reason = reason
        self.selection = selection
        description = "\(error.message); \(error.hint)"
        location = error.location
    }
}
