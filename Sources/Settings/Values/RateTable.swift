// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// What one unit of each currency is worth in the main one: `{ USD: 0.92, GBP: 1.17 }`.
public struct RateTable: Sendable, Hashable {
    /// The factor of each currency, by its code in upper case.
    public var factors: [String: Double]

    /// A table of the given factors.
    public init(_ factors: [String: Double] = [:]) { self.factors = factors }
}

extension RateTable: SettingValue {
    static let typeName = "a mapping of currencies to numbers"
    static let isScalar = false
    private static let most = 200

    init(node: YAMLNode) throws(ValueProblem) {
        let hint = "write { USD: 0.92, GBP: 1.17 }: what one unit is worth in `money.currency`"
        guard case .mapping(let entries) = node.content, entries.count <= Self.most else {
            throw ValueProblem("\(Self.typeName), at most \(Self.most)", node, hint: hint)
        }
        factors = [:]
        for entry in entries {
            let code = entry.key.uppercased()
            guard code.isCurrencyCode else {
                let key = YAMLNode(.scalar(entry.key), at: entry.keyLocation)
                throw ValueProblem("a currency code of three letters", key, hint: hint)
            }
            guard let factor = Double(entry.value.text), factor > 0, factor < 1e9 else {
                throw ValueProblem("a number above 0 and below 10^9", entry.value, hint: hint)
            }
            guard factors.updateValue(factor, forKey: code) == nil else {
                let key = YAMLNode(.scalar(entry.key), at: entry.keyLocation)
                throw ValueProblem("a mapping without a currency twice", key, hint: "keep one")
            }
        }
    }

    var yaml: String {
        let pairs = factors.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return "{" + pairs.joined(separator: ", ") + "}"
    }
}

extension String {
    /// Whether the text is a currency code (ISO 4217) in upper case.
    var isCurrencyCode: Bool {
        utf8.count == 3 && utf8.allSatisfy { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
    }
}
