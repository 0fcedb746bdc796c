// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// Times as RFC 3339 writes them, in UTC.
enum UTCText {
    /// The text of a time.
    ///
    /// - Parameter milliseconds: since 1970; from the years 0 to 9999.
    /// - Returns: such as `2026-01-02T03:04:05.006Z`.
    static func of(_ milliseconds: Int64) -> String {
        // Thousandths are no exact fractions of a Double: they are written apart.
        let rest = (milliseconds % 1_000 + 1_000) % 1_000
        let second = Date(timeIntervalSince1970: Double((milliseconds - rest) / 1_000))
        let digits = String(1_000 + rest).dropFirst()
        return second.formatted(.iso8601).dropLast() + "." + digits + "Z"
    }
}
