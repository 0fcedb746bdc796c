// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import Testing

struct IncomingRequestTests {
    @Test func `all Accept fields are joined, whatever their case`() throws {
        let route = FixedRoute { request in
            HTTPResponse(contentType: "text/plain", body: ResponseBody(request.accept))
        }
        let server = try HTTPServer.local(["/accept": route])
        let answer = try SocketClient.get(
            server.port,
            "/accept",
            "Accept: text/plain;q=0.5",
            "X-Accept: no",
            "aCCEPT: application/json"
        )
        #expect(answer.body == "text/plain;q=0.5, application/json")
        #expect(try SocketClient.get(server.port, "/accept").body == "")
    }

    @Test func `the query comes in order and as it was sent`() throws {
        let route = FixedRoute { request in
            let parts = request.query.map { "\($0.name)=\($0.value ?? "none")" }
            return HTTPResponse(
                contentType: "text/plain",
                body: ResponseBody(request.path + " " + parts.joined(separator: " "))
            )
        }
        let server = try HTTPServer.local(["/query": route])
        let answer = try SocketClient.get(server.port, "/query?verbose&b=%20%00&b=&c=1")
        #expect(answer.body == "/query verbose=none b=%20%00 b= c=1")
    }

    @Test(arguments: [0, 1, 32_767, 32_768, 32_769, 1_000_000])
    func `a body of any length arrives whole`(count: Int) throws {
        let text = String((0..<count).map { Character(Unicode.Scalar(UInt8(97 + $0 % 23))) })
        let server = try HTTPServer.local(["/text": FixedRoute(text: text)])
        let answer = try SocketClient.get(server.port, "/text")
        #expect(answer.headers["content-length"] == "\(count)")
        #expect(answer.body == text)
    }
}
