// SPDX-License-Identifier: Apache-2.0

/// What a client gets; the server adds the headers that all responses have.
public struct HTTPResponse: Sendable {
    /// The status.
    public var status: Status
    /// The `Content-Type`.
    public var contentType: String
    /// The content.
    public var body: ResponseBody
    /// Further headers.
    public var headers: [(name: String, value: String)]

    /// A response.
    public init(
        _ status: Status = .ok,
        contentType: String,
        body: ResponseBody,
        headers: [(name: String, value: String)] = []
    ) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.headers = headers
    }

    /// The status codes in use (RFC 9110, section 15).
    public enum Status: UInt32, Sendable {
        /// 200.
        case ok = 200
        /// 404.
        case notFound = 404
        /// 405.
        case methodNotAllowed = 405
        /// 413.
        case contentTooLarge = 413
        /// 503.
        case serviceUnavailable = 503

        /// The name that the standard gives it.
        var title: String {
            switch self {
            case .ok: "OK"
            case .notFound: "Not Found"
            case .methodNotAllowed: "Method Not Allowed"
            case .contentTooLarge: "Content Too Large"
            case .serviceUnavailable: "Service Unavailable"
            }
        }
    }

    /// An error as RFC 9457 writes it.
    ///
    /// The detail is a fixed sentence without quotes: nothing of the request comes back.
    static func problem(
        _ status: Status,
        _ detail: StaticString,
        headers: [(name: String, value: String)] = []
    ) -> HTTPResponse {
        let fields =
            #"{"type":"about:blank","title":"\#(status.title)","status":\#(status.rawValue),"#
            + #""detail":"\#(detail)"}"#
        return HTTPResponse(
            status,
            contentType: "application/problem+json",
            body: ResponseBody(fields + "\n"),
            headers: headers
        )
    }
}
