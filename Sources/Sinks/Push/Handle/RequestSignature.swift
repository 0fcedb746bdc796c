// SPDX-License-Identifier: Apache-2.0

import CCrypto

/// Proves to a receiver who has sent a request, and when.
enum RequestSignature {
    /// The value of the header.
    ///
    /// - Parameters:
    ///   - body: the request's body.
    ///   - seconds: when it is sent, s since 1970.
    ///   - secret: what the receiver knows, too.
    /// - Returns: `t=<seconds>,v1=<HMAC-SHA-256 of "seconds.body" in hexadecimal>`.
    /// - Complexity: O(bytes of the body).
    static func header(of body: [UInt8], seconds: Int64, secret: [UInt8]) -> String {
        let signed = Array("\(seconds).".utf8) + body
        var digest = [UInt8](repeating: 0, count: 32)
        let isDone = unsafe secret.withUnsafeBytes { key in
            unsafe signed.withUnsafeBytes { bytes in
                unsafe streamgauge_hmac_sha256(
                    key.baseAddress,
                    key.count,
                    bytes.baseAddress,
                    bytes.count,
                    &digest
                )
            }
        }
        precondition(isDone, "the cryptographic library has no SHA-256")
        let digits = Array("0123456789abcdef")
        let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "t=\(seconds),v1=\(String(text))"
    }
}
