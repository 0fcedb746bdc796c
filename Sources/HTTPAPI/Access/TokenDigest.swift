// SPDX-License-Identifier: Apache-2.0

import CMicroHTTPD

/// A keyed hash of a token (HMAC, RFC 2104, with SHA-256): of one length whatever the token's is.
struct TokenDigest: Equatable {
    private var words = InlineArray<4, UInt64>(repeating: 0)

    /// A key that nobody knows, for the digests of one process.
    struct Key {
        fileprivate let bytes: [UInt8]

        /// A new random key.
        init() {
            var random = SystemRandomNumberGenerator()
            bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        }
    }

    /// The digest of a text.
    init(of text: [UInt8], _ key: Key) {
        // Sound: the digest has 32 bytes, the library reads as many as it is told.
        let status = unsafe withUnsafeMutableBytes(of: &words) { digest in
            unsafe gnutls_hmac_fast(
                GNUTLS_MAC_SHA256,
                key.bytes,
                key.bytes.count,
                text,
                text.count,
                digest.baseAddress
            )
        }
        precondition(status == 0, "the library hashes with SHA-256")
    }

    /// Whether both are of one text; takes as long for any two digests.
    static func == (left: TokenDigest, right: TokenDigest) -> Bool {
        var difference: UInt64 = 0
        for index in left.words.indices { difference |= left.words[index] ^ right.words[index] }
        return difference == 0
    }
}
