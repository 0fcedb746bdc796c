// SPDX-License-Identifier: Apache-2.0

/// What alerts of targets, of rules and of rules on inputs have in common.
struct AlertContent {
    /// A series, and the window that turned its alert.
    struct Series {
        /// Position among the outputs of the plan.
        let output: Int
        /// Names and values; a value of nil is the overflow.
        let dimensions: [(name: String, value: String?)]
        /// Start of the window, ms.
        let start: Int64
        /// End of the window, ms.
        let end: Int64
    }

    /// What it is named.
    let name: String
    /// Whether it fires now.
    let isFiring: Bool
    /// How bad it is, or was.
    let severity: AlertChange.Severity
    /// Of what it is; nil: of the inputs.
    let series: Series?
    /// What turned it; nil: nothing has a value any more.
    let value: Double?
    /// When it turned, ms.
    let since: Int64
    /// The window that turned it as it is told; nil: none did.
    let snapshot: Snapshot?
    /// The key of its record.
    let key: String
}
