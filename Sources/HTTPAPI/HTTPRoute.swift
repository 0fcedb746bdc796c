// SPDX-License-Identifier: Apache-2.0

/// What answers requests to one path.
public protocol HTTPRoute: Sendable {
    /// Who may ask, where there are tokens; `read` unless said.
    var access: RouteAccess { get }

    /// Answers a GET; the server leaves the body out for HEAD.
    ///
    /// Called on the server's thread, which serves all clients: it never blocks.
    ///
    /// - Throws: what is wrong with the request, or why there is no answer now.
    func answer(_ request: HTTPRequest) throws(HTTPProblem) -> HTTPResponse
}

extension HTTPRoute {
    /// Who may read values.
    public var access: RouteAccess { .read }
}
