// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct IdentityKeyTests {
    @Test func `a key reads 32 digits of either case`() {
        let lower = IdentityKey(hexadecimal: "00112233445566778899aabbccddeeff")
        #expect(lower != nil)
        #expect(lower == IdentityKey(hexadecimal: "00112233445566778899AABBCCDDEEFF"))
    }

    @Test(arguments: [
        "", "00112233445566778899aabbccddeef", "00112233445566778899aabbccddeeff0",
        "0011223344556677 899aabbccddeeff", "g0112233445566778899aabbccddeeff",
        "00112233445566778899aabbccddeeé",
    ])
    func `anything else is no key`(text: String) {
        #expect(IdentityKey(hexadecimal: text) == nil)
    }

    @Test func `a fingerprint is sixteen digits and differs between keys`() throws {
        let key = try #require(IdentityKey(hexadecimal: "00112233445566778899aabbccddeeff"))
        #expect(key.fingerprint.utf8.count == 16)
        #expect(key.fingerprint != IdentityKey.fixed.fingerprint)
        #expect(key.fingerprint == key.fingerprint)
    }

    @Test func `every digit of a key changes its fingerprint`() {
        let zeros = [Character](repeating: "0", count: 32)
        let prints = zeros.indices.map { index in
            var digits = zeros
            digits[index] = "1"
            return IdentityKey(hexadecimal: String(digits))?.fingerprint
        }
        #expect(Set(prints).count == 32)
    }
}
