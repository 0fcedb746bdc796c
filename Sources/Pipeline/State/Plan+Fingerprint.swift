// SPDX-License-Identifier: Apache-2.0

public import KPIs
import Windowing

extension Plan {
    /// Tells plans apart whose state does not fit each other: the XXH64 of `layout`, and of the time
    /// zone where days, weeks and months go by it.
    ///
    /// - Parameter zone: its name in the time zone database; what its clock does is read anew at
    ///   each start and may have been corrected.
    /// - Returns: the same number for definitions whose state fits each other.
    public func fingerprint(zone: String) -> UInt64 {
        let isLocal = tables.contains { !$0.calendar.isUTC }
        let text = isLocal ? "\(layout)\nzone \(zone)" : layout
        return XXHash64.hash(Array(text.utf8)[...])
    }
}
