// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct JSONTextTests {
    @Test(arguments: [
        (0.412, "0.412"), (0.1 + 0.2, "0.30000000000000004"), (1_000, "1000"), (-0.0, "0"),
        (-2.5, "-2.5"), (1e15, "1000000000000000"), (9_007_199_254_740_992, "9007199254740992"),
        (1e22, "1e+22"), (1e-7, "1e-07"), (Double.leastNonzeroMagnitude, "5e-324"),
        (.infinity, "null"), (.nan, "null"),
    ])
    func `numbers are shortest and whole where they can be`(_ number: Double, _ text: String) {
        var bytes: [UInt8] = []
        bytes.append(number: number)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
        if number.isFinite { #expect(Double(text) == number) }
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `Base64 is that of RFC 4648`(_ plain: String, _ text: String) {
        var bytes: [UInt8] = []
        bytes.append(base64: Array(plain.utf8))
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    @Test func `every control character is escaped`() {
        for code in UInt8(0)..<32 {
            var bytes: [UInt8] = []
            bytes.append(quoted: String(UnicodeScalar(code)))
            #expect(bytes.count == 8)
            #expect(bytes.allSatisfy { $0 >= 32 })
        }
    }
}
