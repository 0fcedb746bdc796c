// SPDX-License-Identifier: Apache-2.0

/// Logs once of each table of values, combinations or series that it ran full.
struct FullTables {
    private var told: Set<String> = []

    /// Tells of those that were not full before.
    mutating func tell(_ names: [String], _ log: Log) {
        for name in names where told.insert(name).inserted {
            log.warning(
                "a table is full: what comes new counts as `other` from now on; a restart releases "
                    + "what nothing refers to any more, a higher limit helps for good",
                [("table", name)]
            )
        }
    }
}
