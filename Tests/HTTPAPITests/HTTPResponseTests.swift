// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HTTPAPI

struct HTTPResponseTests {
    @Test(arguments: [
        (HTTPResponse.Status.badRequest, 400, "Bad Request"),
        (.notFound, 404, "Not Found"),
        (.methodNotAllowed, 405, "Method Not Allowed"),
        (.contentTooLarge, 413, "Content Too Large"),
        (.tooManyRequests, 429, "Too Many Requests"),
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

    @Test(arguments: [
        (#"W/"a-1""#, true), (#""a-1""#, true), (#""x" , W/"a-1" "#, true), ("*", true),
        ("", false), (#"W/"a-2""#, false), ("a-1", false), (#"w/"a-1""#, false),
    ])
    func `content that the client holds is not sent again`(held: String, isHeld: Bool) {
        var answer = HTTPResponse(contentType: "text/plain", body: ResponseBody("text"))
        answer.version = "a-1"
        var request = HTTPRequest(path: "/")
        request.ifNoneMatch = held
        let sent = answer.conditional(on: request)
        #expect(sent.status == (isHeld ? .notModified : .ok))
        #expect(sent.body.bytes.isEmpty == isHeld)
        #expect(sent.version == "a-1")
    }

    @Test func `an error or content without a version is always sent`() {
        var request = HTTPRequest(path: "/")
        request.ifNoneMatch = "*"
        let plain = HTTPResponse(contentType: "text/plain", body: ResponseBody("text"))
        #expect(plain.conditional(on: request).status == .ok)
        var failed = HTTPResponse(.notFound, contentType: "text/plain", body: ResponseBody("no"))
        failed.version = "a-1"
        #expect(failed.conditional(on: request).status == .notFound)
    }
}
