// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct DecimalTextTests {
    private func number(_ text: String) -> Double? {
        var scratch = Scratch()
        scratch.start()
        for byte in text.utf8 { scratch.append(byte) }
        return DecimalText.parse(scratch.text)
    }

    @Test(arguments: [
        ("0", 0.0), ("9.99", 9.99), ("-12.50", -12.5), ("39.80", 39.8), ("007", 7),
        ("1767261600.664", 1_767_261_600.664), ("123456789012345678", 123_456_789_012_345_680),
        ("9.9900000000000002", 9.99), ("0.30000000000000004", 0.3),
        ("123456789012345678.25", 123_456_789_012_345_680),
    ])
    func `numbers`(text: String, value: Double) { #expect(number(text) == value) }

    @Test(arguments: [
        "", "-", ".", ".5", "5.", "1,5", "1e5", " 1", "1 ", "0x1", "NaN", "--1", "1.2.3",
        "1234567890123456789", "1.2345678901234567x",
    ])
    func `what is no number`(text: String) { #expect(number(text) == nil) }
}
