// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct ServerCountsTests {
    @Test func `each refusal counts for its reason`() {
        let counts = ServerCounts()
        counts.refuse(.rate)
        counts.refuse(.rate)
        counts.refuse(.token)
        #expect(
            ServerCounts.Refusal.allCases.map { "\($0.rawValue) \(counts.refused($0))" }
                == [
                    "address 0", "connections 0", "memory 0", "rate 2", "scope 0", "token 1",
                ]
        )
    }

    @Test func `a certificate has an end once there is one`() {
        let counts = ServerCounts()
        #expect(counts.certificateExpiry == nil)
        counts.set(certificateExpiry: 7)
        #expect(counts.certificateExpiry == 7)
    }
}
