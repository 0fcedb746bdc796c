// SPDX-License-Identifier: Apache-2.0

/// The paths that exist.
///
/// A path is found byte by byte or not at all: nothing is decoded, joined or looked up in a file
/// system, so there is nothing that a crafted path could climb out of.
public struct RouteTable: Sendable {
    private let routes: [String: any HTTPRoute]
    private let patterns: [(pattern: RoutePattern, route: any HTTPRoute)]

    /// A table of routes by path, each beginning with a slash.
    ///
    /// A part of a path in braces, as in `/api/v1/kpis/{id}`, stands for any text but nothing; what
    /// it is goes to `HTTPRequest.parameters`. A path without such parts goes first.
    public init(_ routes: [String: any HTTPRoute]) {
        self.routes = routes
        patterns = routes.sorted { $0.key < $1.key }.compactMap { path, route in
            RoutePattern(path).map { (pattern: $0, route: route) }
        }
    }

    /// The paths, with their names in braces, in ascending order.
    public var paths: [String] { routes.keys.sorted() }

    /// The answer of the route, 404 without one, 405 for methods other than GET and HEAD.
    ///
    /// - Parameters:
    ///   - request: What is asked.
    ///   - admit: Asked first, also where there is no route, as if it were one for who may read:
    ///     throws why the request may not pass.
    /// - Returns: The answer.
    func answer(
        _ request: HTTPRequest,
        admit: (inout HTTPRequest, RouteAccess) throws(HTTPProblem) -> Void
    ) -> HTTPResponse {
        do throws(HTTPProblem) {
            var request = request
            let route = route(for: &request)
            try admit(&request, route?.access ?? .read)
            guard let route else {
                throw HTTPProblem(.notFound, "Nothing is served under this path.")
            }
            guard request.method != .other else {
                // Whatever follows a request that was not understood is not taken for the next one.
                throw HTTPProblem(
                    .methodNotAllowed,
                    "This path can only be read: use GET or HEAD.",
                    headers: [("Allow", "GET, HEAD"), ("Connection", "close")]
                )
            }
            var answer = try route.answer(request).conditional(on: request)
            // There is a head, but nothing to follow.
            if request.method == .head { answer.stream = nil }
            return answer
        } catch {
            return error.response
        }
    }

    /// The answer to whoever asks.
    public func answer(_ request: HTTPRequest) -> HTTPResponse {
        answer(request) { (_, _) throws(HTTPProblem) in }
    }

    private func route(for request: inout HTTPRequest) -> (any HTTPRoute)? {
        if let route = routes[request.path] { return route }
        for (pattern, route) in patterns {
            guard let parameters = pattern.match(request.path) else { continue }
            request.parameters = parameters
            return route
        }
        return nil
    }
}
