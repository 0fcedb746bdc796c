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

    /// The duration of a text such as `7d`.
    ///
    /// - Parameter text: A whole number and `ms`, `s`, `m`, `h` or `d`.
    /// - Returns: The duration, ms; nil for any other text, and beyond ten thousand days.
    public static func milliseconds(_ text: String) -> Int64? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        let units: [String: Int64] = [
            "ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
        ]
        guard let number = Int64(digits), let unit = units[String(text.dropFirst(digits.count))],
            number <= 864_000_000_000 / unit
        else { return nil }
        return number * unit
    }
}
