// SPDX-License-Identifier: Apache-2.0

/// The result of checks: `/livez` and `/readyz`.
///
/// `/livez` says whether a restart would help: only threads of this process that are stuck belong
/// there. `/readyz` says whether the values can be relied on. 200 when all checks pass, else 503
/// with the reasons; who may not read values gets no reasons. `?verbose` lists the checks in any case, as
/// Kubernetes' own servers do; `?standby=ok` takes a process that stands by for one that is well.
public struct HealthRoute: HTTPRoute {
    private let name: String
    private let checks: [HealthCheck]
    private let standbyChecks: [HealthCheck]?

    /// Everybody.
    public var access: RouteAccess { .open }

    /// A route.
    ///
    /// - Parameters:
    ///   - name: The name in verbose answers: `livez`, `readyz`.
    ///   - checks: All must pass.
    ///   - standbyChecks: Those that must pass instead where `?standby=ok` is asked, and nothing else may be; nil:
    ///     the parameter means nothing.
    public init(_ name: String, checks: [HealthCheck], standbyChecks: [HealthCheck]? = nil) {
        self.name = name
        self.checks = checks
        self.standbyChecks = standbyChecks
    }

    /// Answers with the result of all checks.
    public func answer(_ request: HTTPRequest) throws(HTTPProblem) -> HTTPResponse {
        let standby = request.query.filter { $0.name == "standby" }
        guard standbyChecks == nil || standby.allSatisfy({ $0.value == "ok" }) else {
            throw HTTPProblem(.badRequest, "It can only be `ok`.", parameter: "standby")
        }
        let asked = standby.isEmpty ? checks : standbyChecks ?? checks
        let results = asked.map { (name: $0.name, failure: $0.failure()) }
        let isPassed = results.allSatisfy { $0.failure == nil }
        let isVerbose = request.query.contains { $0.name == "verbose" }
        var text = ""
        if isVerbose || !isPassed {
            for (name, failure) in results {
                let reason = failure.map { request.mayRead ? ": \($0)" : "" }
                let line = reason.map { "[-]\(name) failed\($0)" } ?? "[+]\(name) ok"
                text += Self.singleLine(line) + "\n"
            }
            text += "\(name) check \(isPassed ? "passed" : "failed")\n"
        } else {
            text = "ok\n"
        }
        return HTTPResponse(
            isPassed ? .ok : .serviceUnavailable,
            contentType: "text/plain; charset=utf-8",
            body: ResponseBody(text)
        )
    }

    /// A reason may quote what somebody else wrote.
    private static func singleLine(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }
}
