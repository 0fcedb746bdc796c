// SPDX-License-Identifier: Apache-2.0

/// The paths that exist.
///
/// A path is found byte by byte or not at all: nothing is decoded, joined or looked up in a file
/// system, so there is nothing that a crafted path could climb out of.
public struct RouteTable: Sendable {
    private let routes: [String: any HTTPRoute]

    /// A table of routes by path, each beginning with a slash.
    public init(_ routes: [String: any HTTPRoute]) { self.routes = routes }

    /// The answer of the route, 404 without one, 405 for methods other than GET and HEAD.
    public func answer(_ request: HTTPRequest) -> HTTPResponse {
        guard let route = routes[request.path] else {
            return .problem(.notFound, "Nothing is served under this path.")
        }
        guard request.method != .other else {
            // Whatever follows a request that was not understood is not taken for the next one.
            return .problem(
                .methodNotAllowed,
                "This path can only be read: use GET or HEAD.",
                headers: [("Allow", "GET, HEAD"), ("Connection", "close")]
            )
        }
        return route.answer(request)
    }
}
