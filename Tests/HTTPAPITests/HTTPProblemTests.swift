// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HTTPAPI

struct HTTPProblemTests {
    @Test func `a problem names its parameter and when to try again`() throws {
        let problem = HTTPProblem(
            .tooManyRequests,
            "One sentence.",
            parameter: "limit",
            retryAfterSeconds: 5
        )
        let answer = problem.response
        #expect(answer.status == .tooManyRequests)
        #expect(answer.contentType == "application/problem+json")
        #expect(answer.headers.contains { $0 == ("Retry-After", "5") })
        let parsed = try JSONSerialization.jsonObject(with: Data(answer.body.bytes))
        let fields = try #require(parsed as? [String: Any])
        #expect(fields["title"] as? String == "Too Many Requests")
        #expect(fields["status"] as? Int == 429)
        #expect(fields["detail"] as? String == "One sentence.")
        #expect(fields["parameter"] as? String == "limit")
        #expect(fields.count == 5)
    }
}
