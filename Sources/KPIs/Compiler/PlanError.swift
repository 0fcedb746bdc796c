// SPDX-License-Identifier: Apache-2.0

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
    }

    /// What is wrong.
    public let reason: Reason
    /// Position of the selection at fault; nil where all of them are.
    public let selection: Int?
    /// One sentence that names the KPI and says what to do.
    public let description: String

    /// An error.
    init(_ reason: Reason, at selection: Int? = nil, _ description: String) {
        self.reason = reason
        self.selection = selection
        self.description = description
    }
}
