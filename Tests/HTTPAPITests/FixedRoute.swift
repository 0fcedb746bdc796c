// SPDX-License-Identifier: Apache-2.0

import HTTPAPI

/// A route that answers from a closure.
struct FixedRoute: HTTPRoute {
    let make: @Sendable (HTTPRequest) -> HTTPResponse

    init(_ make: @escaping @Sendable (HTTPRequest) -> HTTPResponse) { self.make = make }

    /// A route that always answers with the same text.
    init(text: String) {
        let body = ResponseBody(text)
        self.init { _ in HTTPResponse(contentType: "text/plain", body: body) }
    }

    func answer(_ request: HTTPRequest) -> HTTPResponse { make(request) }
}

extension HTTPServer {
    /// A server on any free port of this machine.
    static func local(
        _ routes: [String: any HTTPRoute],
        _ change: (inout HTTPConfiguration) -> Void = { _ in }
    ) throws -> HTTPServer {
        var configuration = HTTPConfiguration(host: "127.0.0.1", port: 0)
        change(&configuration)
        return try HTTPServer(configuration, routes: RouteTable(routes))
    }
}
