// SPDX-License-Identifier: Apache-2.0

import KPIs
import Settings
import YAMLText

/// One test of definitions: events, and values that they must come to.
struct DefinitionTest: Sendable {
    /// What it shows.
    let name: String
    /// Window sizes; empty: the default ones.
    let windows: [String]
    /// Time zone of windows of whole days; nil: UTC.
    let zone: String?
    /// Side tables; all their records come before the first event.
    let tables: [SideTable]
    /// Events as records of the native format, in the order of arrival.
    let records: [String]
    /// What must come of them.
    let expectations: [Expectation]

    /// A side table, whose keys are users.
    struct SideTable: Sendable {
        /// The dimensions that any of its records gives.
        var fields: [String] = []
        /// Its records in the order of writing.
        var records: [Record] = []

        /// A record of the side topic.
        struct Record: Sendable {
            /// The user.
            let key: String
            /// Its timestamp, ms since 1970.
            let time: Int64
            /// Its value; nil: the user is removed.
            let value: String?
        }
    }

    /// A value that one KPI must have in one window of one series.
    struct Expectation: Sendable {
        /// Id of the KPI.
        let kpi: String
        /// Which windows; those of a length also stand for windows of that length that slide.
        let shape: WindowShape
        /// Start of the window, ms since 1970.
        let start: Int64
        /// The series: value by dimension; empty: the total.
        let dimensions: [String: String]
        /// Numbers by name; nil: there must be none.
        let numbers: [(name: String, value: Double?)]
        /// Name of the status of the target; nil: whatever it is.
        let status: String?
        /// The KPI's target in this test; nil: as another value of the test or the definition says.
        let target: WrittenMapping?
        /// The whole list of the most frequent values, each with its count; nil: not looked at.
        let top: [(value: String, count: Int64)]?
        /// Where it stands.
        let location: TextLocation
    }

    /// Numbers that can be expected.
    static let numbers = ["value", "num", "den", "n", "lo", "hi", "open"]

    /// When tests begin unless events say their time: 2026-01-01T00:00:00Z, a Thursday.
    static let begin: Int64 = 1_767_225_600_000
}
