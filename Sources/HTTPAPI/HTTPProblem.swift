// SPDX-License-Identifier: Apache-2.0

/// Why a route gives no answer, as RFC 9457 writes it.
///
/// All texts are fixed: nothing of the request comes back.
public struct HTTPProblem: Error, Sendable {
    /// The status.
    public let status: HTTPResponse.Status
    /// One sentence, without quotes: what is wrong and what to do.
    public let detail: StaticString
    /// The parameter it is about; nil: none.
    public let parameter: StaticString?
    /// After how many seconds another try makes sense; nil: not said.
    public let retryAfterSeconds: Int?
    /// Further headers of the answer.
    public let headers: [(name: String, value: String)]

    /// A problem.
    public init(
        _ status: HTTPResponse.Status,
        _ detail: StaticString,
        parameter: StaticString? = nil,
        retryAfterSeconds: Int? = nil,
        headers: [(name: String, value: String)] = []
    ) {
        self.status = status
        self.detail = detail
        self.parameter = parameter
        self.retryAfterSeconds = retryAfterSeconds
        self.headers = headers
    }

    /// The answer that tells it.
    var response: HTTPResponse {
        var fields =
            #"{"type":"about:blank","title":"\#(status.title)","status":\#(status.rawValue),"#
            + #""detail":"\#(detail)""#
        if let parameter { fields += #","parameter":"\#(parameter)""# }
        let retry = retryAfterSeconds.map { [(name: "Retry-After", value: "\($0)")] } ?? []
        return HTTPResponse(
            status,
            contentType: "application/problem+json",
            body: ResponseBody(fields + "}\n"),
            headers: headers + retry
        )
    }
}
