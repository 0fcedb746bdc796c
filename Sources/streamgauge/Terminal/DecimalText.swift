// SPDX-License-Identifier: Apache-2.0

/// Numbers for people, the same in every locale, without the tables that locales need.
enum DecimalText {
    /// A number with so many places behind the point.
    ///
    /// - Parameters:
    ///   - number: any; one that has no digits is written as Swift does.
    ///   - places: 0 to 6.
    ///   - isGrouped: whether thousands stand apart.
    /// - Returns: such as `-1,234.50`.
    static func fixed(_ number: Double, _ places: Int, isGrouped: Bool = false) -> String {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = (number.magnitude * scale).rounded(.toNearestOrEven)
        guard scaled < 0x1p63 else { return "\(number)" }
        let (whole, rest) = UInt64(scaled).quotientAndRemainder(dividingBy: UInt64(scale))
        var text = isGrouped ? grouped(whole) : String(whole)
        if places > 0 {
            let digits = String(rest)
            text += "." + String(repeating: "0", count: places - digits.count) + digits
        }
        return (number < 0 && scaled > 0 ? "-" : "") + text
    }

    /// A whole number with its thousands apart.
    static func grouped(_ number: UInt64) -> String {
        var digits = String(number)[...]
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits.removeLast(3)
        }
        return ([digits] + groups).joined(separator: ",")
    }
}
