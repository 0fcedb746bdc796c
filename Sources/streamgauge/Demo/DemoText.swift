// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import KPIs

/// Values of one KPI as people read them.
struct DemoText {
    private let kpi: KPI

    init(_ kpi: KPI) { self.kpi = kpi }

    /// A value with its unit; a dash where there is none.
    func value(_ value: KPIValue) -> String {
        guard let number = value.value else { return "no data" }
        switch kpi.unit {
        case .ratio: return Self.decimal(number * 100, 1) + " %"
        case .percent: return Self.decimal(number, 1) + " %"
        case .seconds: return Self.decimal(number, 1) + " s"
        case .count, .currency, .score:
            return number == number.rounded() ? Self.count(number) : Self.decimal(number, 2)
        }
    }

    /// What a value rests on: numerator and denominator, or the number of things counted.
    func sample(_ value: KPIValue) -> String {
        if case .ratio = kpi.formula, let den = value.den {
            return "\(Self.count(value.num))/\(Self.count(den))"
        }
        return Self.count(value.n)
    }

    /// A window: its size and when it began.
    static func window(_ start: Int64, _ shape: WindowShape) -> String {
        // 2026-01-31T23:59:59Z
        let text = Date(timeIntervalSince1970: Double(start) / 1_000).formatted(.iso8601)
        let part =
            switch shape.longest {
            case 86_400_000...: text.prefix(10)
            case 3_600_000...: text.dropFirst(11).prefix(5)
            default: text.dropFirst(11).prefix(8)
            }
        return right(shape.sizeText, 3) + " " + part
    }

    /// A time in seconds, or in days while it is long.
    static func span(_ milliseconds: Int64) -> String {
        switch milliseconds {
        case 86_400_000...: decimal(Double(milliseconds) / 86_400_000, 1) + " d"
        case 3_600_000...: decimal(Double(milliseconds) / 3_600_000, 1) + " h"
        default: decimal(Double(milliseconds) / 1_000, 1) + " s"
        }
    }

    /// A whole number with its thousands apart.
    static func count(_ number: Double) -> String {
        DecimalText.fixed(number, 0, isGrouped: true)
    }

    /// Text filled up on the right.
    static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// Text filled up on the left.
    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func decimal(_ number: Double, _ places: Int) -> String {
        DecimalText.fixed(number, places)
    }
}
