// SPDX-License-Identifier: Apache-2.0

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
        let answer = table.answer(HTTPRequest(path: "/other"))
        #expect(answer.status == .notFound)
        #expect(answer.contentType == "application/problem+json")
        #expect(table.answer(HTTPRequest(method: .other, path: "/other")).status == .notFound)
    }

    @Test func `another method is 405 and told what is allowed`() {
        let answer = table.answer(HTTPRequest(method: .other, path: "/text"))
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.headers.contains { $0 == ("Allow", "GET, HEAD") })
    }
}
