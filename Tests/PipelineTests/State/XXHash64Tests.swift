// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct XXHash64Tests {
    @Test(
        arguments: [
            ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B),
            ("abc", 0x44BC_2CF5_AD77_0999),
            ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
        ] as [(String, UInt64)]
    )
    func `published values come out`(text: String, hash: UInt64) {
        #expect(XXHash64.hash(Array(text.utf8)[...]) == hash)
    }

    @Test func `every byte of every length counts`() {
        for length in 1...70 {
            let bytes = (0..<length).map { UInt8($0) }
            let hash = XXHash64.hash(bytes[...])
            for place in bytes.indices {
                var other = bytes
                other[place] ^= 1
                #expect(XXHash64.hash(other[...]) != hash, "\(length), \(place)")
            }
        }
    }
}
