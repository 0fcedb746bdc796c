// SPDX-License-Identifier: Apache-2.0

/// The text of a duration as settings and snapshots write it: `500ms`, `10s`, `5m`, `1h`, `1d`.
public enum DurationText {
    /// The text in the largest unit that divides the duration.
    ///
    /// - Parameter milliseconds: The duration, ms.
    /// - Returns: A whole number and its unit.
    public static func of(_ milliseconds: Int64) -> String {
        for (unit, name) in [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1_000, "s")]
        where milliseconds != 0 && milliseconds % Int64(unit) == 0 {
            return "\(milliseconds / Int64(unit))\(name)"
        }
        return "\(milliseconds)ms"
    }
}
