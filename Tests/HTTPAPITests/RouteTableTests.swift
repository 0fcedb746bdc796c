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

    @Test func `a part in braces goes to its route, a path without goes first`() {
        let parameter = FixedRoute { request in
            HTTPResponse(contentType: "text/plain", body: ResponseBody("\(request.parameters)"))
        }
        let table = RouteTable(["/kpis/{id}": parameter, "/kpis/all": FixedRoute(text: "all")])
        let answer = table.answer(HTTPRequest(path: "/kpis/web.visits"))
        #expect(answer.body.bytes == Array(#"["id": "web.visits"]"#.utf8))
        #expect(table.answer(HTTPRequest(path: "/kpis/all")).body.bytes == Array("all".utf8))
        #expect(table.answer(HTTPRequest(path: "/kpis/")).status == .notFound)
        #expect(
            table.answer(HTTPRequest(method: .other, path: "/kpis/a")).status == .methodNotAllowed
        )
        #expect(table.paths == ["/kpis/all", "/kpis/{id}"])
    }

    @Test func `a problem of a route is its answer`() {
        struct Refusing: HTTPRoute {
            func answer(_ request: HTTPRequest) throws(HTTPProblem) -> HTTPResponse {
                throw HTTPProblem(.badRequest, "Not so.", parameter: "limit")
            }
        }
        let answer = RouteTable(["/no": Refusing()]).answer(HTTPRequest(path: "/no"))
        #expect(answer.status == .badRequest)
        #expect(answer.contentType == "application/problem+json")
    }
}
