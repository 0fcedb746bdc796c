// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HTTPAPI

struct HTTPResponseTests {
    @Test(arguments: [
        (HTTPResponse.Status.notFound, 404, "Not Found"),
        (.methodNotAllowed, 405, "Method Not Allowed"),
        (.contentTooLarge, 413, "Content Too Large"),
        (.serviceUnavailable, 503, "Service Unavailable"),
    ])
    func `an error is a problem of RFC 9457`(
        status: HTTPResponse.Status,
        code: Int,
        title: String
    ) throws {
        let answer = HTTPResponse.problem(status, "One sentence.", headers: [("Allow", "GET")])
        #expect(answer.contentType == "application/problem+json")
        #expect(answer.headers.contains { $0 == ("Allow", "GET") })
        let parsed = try JSONSerialization.jsonObject(with: Data(answer.body.bytes))
        let problem = try #require(parsed as? [String: Any])
        #expect(problem["type"] as? String == "about:blank")
        #expect(problem["title"] as? String == title)
        #expect(problem["status"] as? Int == code)
        #expect(problem["detail"] as? String == "One sentence.")
        #expect(problem.count == 4)
    }
}
