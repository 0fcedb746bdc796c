// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HTTPAPI

struct RouteTableTests {
    private let table = RouteTable(["/text": FixedRoute(text: "hello")])

    @Test(arguments: [HTTPRequest.Method.get, .head])
    func `a known path is answered by its route`(method: HTTPRequest.Method) {
        let answer = table.answer(HTTPRequest(method: method, path: "/text"))
        #expect(answer.status == .ok)
        #expect(answer.body.bytes == Array("hello".utf8))
    }

    @Test func `an unknown path is 404 whatever the method`() {
        #expect(table.answer(HTTPRequest(path: "/other")).status == .notFound)
        #expect(table.answer(HTTPRequest(method: .other, path: "/other")).status == .notFound)
    }

    @Test func `another method is 405 and told what is allowed`() {
        let answer = table.answer(HTTPRequest(method: .other, path: "/text"))
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.headers.contains { $0 == ("Allow", "GET, HEAD") })
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "/other", 404, "Not Found"),
        (.other, "/text", 405, "Method Not Allowed"),
    ])
    func `an error is a problem of RFC 9457`(
        method: HTTPRequest.Method,
        path: String,
        status: Int,
        title: String
    ) throws {
        let answer = table.answer(HTTPRequest(method: method, path: path))
        #expect(answer.contentType == "application/problem+json")
        let parsed = try JSONSerialization.jsonObject(with: Data(answer.body.bytes))
        let problem = try #require(parsed as? [String: Any])
        #expect(problem["type"] as? String == "about:blank")
        #expect(problem["title"] as? String == title)
        #expect(problem["status"] as? Int == status)
        #expect((problem["detail"] as? String)?.hasSuffix(".") == true)
        #expect(problem.count == 4)
    }
}
