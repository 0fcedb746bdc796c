// SPDX-License-Identifier: Apache-2.0

extension Duration: ScalarSettingValue {
    static var typeName: String { "a duration" }
    static var hint: String { "write a whole number and a unit (ms, s, m, h, d), such as 30s" }

    private static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    init?(setting text: String) {
        guard let (number, unit) = text.numberAndUnit,
            let factor = Self.units.first(where: { $0.name == unit })?.milliseconds
        else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        self = .milliseconds(product)
    }

    var yaml: String {
        let total = wholeMilliseconds
        guard total != 0 else { return "0s" }
        for (name, factor) in Self.units where total % factor == 0 && total >= factor {
            // A day is written as such, an hour and a half as 90m.
            return "\(total / factor)\(name)"
        }
        return "\(total)ms"
    }

    /// The duration in whole milliseconds, rounded toward zero.
    public var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}

extension String {
    /// The digits a text begins with and the rest; nil without digits or when they overflow.
    var numberAndUnit: (number: Int64, unit: Substring)? {
        let digits = prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits) else { return nil }
        return (number, self[digits.endIndex...])
    }
}
