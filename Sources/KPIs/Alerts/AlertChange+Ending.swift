// SPDX-License-Identifier: Apache-2.0

extension AlertChange {
    /// The end of an alert that fires, where nothing is left that could judge it: its record with another
    /// status and time, and with the window and value that it fired for last.
    ///
    /// - Parameter time: when it ends, ms; not before it began.
    /// - Returns: nil: it does not fire, or its record is none of `AlertEncoder`.
    func ended(at time: Int64) -> AlertChange? {
        let end = max(since, time)
        guard status == .firing,
            // The first status is the record's own: its name, before it, holds no bare quotes.
            let json = Self.replace(
                #""status":"firing""#,
                with: #""status":"resolved""#,
                in: json
            ),
            // A target has its own time, with a brace behind it.
            let json = Self.replace(
                #""since":\#(since),"snapshot":"#,
                with: #""since":\#(end),"snapshot":"#,
                in: json
            )
        else { return nil }
        return AlertChange(
            name: name,
            status: .resolved,
            severity: severity,
            kpi: kpi,
            dimensions: dimensions,
            window: window,
            since: end,
            key: key,
            json: json
        )
    }

    private static func replace(
        _ old: String,
        with new: String,
        in bytes: [UInt8]
    ) -> [UInt8]? {
        guard let range = bytes.firstRange(of: Array(old.utf8)) else { return nil }
        return bytes[..<range.lowerBound] + Array(new.utf8) + bytes[range.upperBound...]
    }
}
