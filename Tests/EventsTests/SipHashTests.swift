// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct SipHashTests {
    /// Results of the paper's reference code for the key 00…0f and the inputs of 0 to 16 bytes
    /// 00, 01, 02, ….
    static let vectors: [UInt64] = [
        0x726f_db47_dd0e_0e31, 0x74f8_39c5_93dc_67fd, 0x0d6c_8009_d9a9_4f5a,
        0x8567_6696_d7fb_7e2d, 0xcf27_94e0_2771_87b7, 0x1876_5564_cd99_a68d,
        0xcbc9_466e_58fe_e3ce, 0xab02_00f5_8b01_d137, 0x93f5_f579_9a93_2462,
        0x9e00_82df_0ba9_e4b0, 0x7a5d_bbc5_94dd_b9f3, 0xf4b3_2f46_226b_ada7,
        0x751e_8fbc_860e_e5fb, 0x14ea_5627_c084_3d90, 0xf723_ca90_8e7a_f2ee,
        0xa129_ca61_49be_45e5, 0x3f2a_cc7f_57c2_9bdb,
    ]

    @Test(arguments: vectors.indices)
    func `the vectors of the reference code come out`(length: Int) throws {
        let key = try #require(IdentityKey(hexadecimal: "000102030405060708090a0b0c0d0e0f"))
        let input = (0..<length).map { UInt8($0) }
        let result = SipHash(key: key).hash(unsafe input.span.bytes)
        #expect(result == Self.vectors[length])
    }

    @Test(arguments: 0..<40)
    func `a salt is one more byte behind the input`(length: Int) {
        let hash = SipHash(key: .fixed)
        let input = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let salted = input + [9]
        let expected = hash.hash(unsafe salted.span.bytes)
        let result = unsafe input.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return hash.hash(ByteSlice(""), salt: 9) }
            return hash.hash(unsafe ByteSlice(start: start, count: length), salt: 9)
        }
        #expect(result == expected)
    }

    @Test func `equal texts of different kinds have different hashes`() {
        let hash = SipHash(key: .fixed)
        let hashes = IdentityKind.allCases.map { hash.identity(ByteSlice("a"), $0) }
        #expect(Set(hashes).count == IdentityKind.allCases.count)
    }

    @Test func `a pair of hashes is not its reverse`() {
        let hash = SipHash(key: .fixed)
        #expect(hash.identity(1, 2, .message) != hash.identity(2, 1, .message))
    }

    @Test func `a derived hash differs by value and from its origin`() {
        let hash = SipHash(key: .fixed)
        let text = ByteSlice("id-1")
        let first = hash.derived(for: ByteSlice("shop"), .source).hash(text)
        let second = hash.derived(for: ByteSlice("app"), .source).hash(text)
        #expect(Set([first, second, hash.hash(text)]).count == 3)
    }
}
