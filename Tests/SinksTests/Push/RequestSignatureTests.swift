// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sinks

struct RequestSignatureTests {
    @Test func `it is what another program computes`() {
        // printf '1767225600.{"v":1}' | openssl dgst -sha256 -hmac secret
        let header = RequestSignature.header(
            of: Array(#"{"v":1}"#.utf8),
            seconds: 1_767_225_600,
            secret: Array("secret".utf8)
        )
        #expect(
            header
                == "t=1767225600,v1=3854eab508ab80de7baab584e7e4c8c7435b8577a86f5d615f8f34fa02d26ff7"
        )
    }

    @Test func `another time, body or secret is another signature`() {
        let bodies: [[UInt8]] = [[1], [1], [2], [1]]
        let secrets: [[UInt8]] = [[1], [1], [1], [2]]
        let headers = zip([1, 2, 1, 1], zip(bodies, secrets)).map { seconds, pair in
            RequestSignature.header(of: pair.0, seconds: seconds, secret: pair.1)
        }
        #expect(Set(headers.map { $0.suffix(64) }).count == 4)
    }
}
