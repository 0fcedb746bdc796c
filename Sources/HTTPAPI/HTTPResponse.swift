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
    /// What changes when the content does, for `ETag`: letters, digits and hyphens; nil: the
    /// content is not to be stored at all.
    public var version: String?
    /// What is sent instead of the body; nil: the body is.
    var stream: (any ResponseStream)?
    /// How the body is packed; nil: it never is, whatever clients accept.
    var coding: ContentCoding?
    /// What a browser may load and run from the content.
    public var contentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'"

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
        /// 304.
        case notModified = 304
        /// 400.
        case badRequest = 400
        /// 401.
        case unauthorized = 401
        /// 403.
        case forbidden = 403
        /// 404.
        case notFound = 404
        /// 405.
        case methodNotAllowed = 405
        /// 413.
        case contentTooLarge = 413
        /// 429.
        case tooManyRequests = 429
        /// 503.
        case serviceUnavailable = 503

        /// The name that the standard gives it.
        var title: String {
            switch self {
            case .ok: "OK"
            case .notModified: "Not Modified"
            case .badRequest: "Bad Request"
            case .unauthorized: "Unauthorized"
            case .forbidden: "Forbidden"
            case .notFound: "Not Found"
            case .methodNotAllowed: "Method Not Allowed"
            case .contentTooLarge: "Content Too Large"
            case .tooManyRequests: "Too Many Requests"
            case .serviceUnavailable: "Service Unavailable"
            }
        }
    }

    /// The answer to a client that holds this content already, else this one (RFC 9110, section
    /// 13.1.2).
    func conditional(on request: HTTPRequest) -> HTTPResponse {
        guard status == .ok, let entityTag, !request.ifNoneMatch.isEmpty else { return self }
        let held = request.ifNoneMatch.split(separator: ",").map { tag in
            // Weak comparison: how the content is packed does not count.
            String(tag.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        guard
            held.contains("*") || held.contains(entityTag)
                || held.contains(String(entityTag.dropFirst(2)))
        else { return self }
        var answer = self
        answer.status = .notModified
        answer.body = ResponseBody("")
        answer.coding = coding.map { _ in .identity }
        return answer
    }

    /// The `ETag`; weak, since the same content may be packed in several ways.
    var entityTag: String? { version.map { "W/\"\($0)\"" } }

    /// An error as RFC 9457 writes it.
    static func problem(
        _ status: Status,
        _ detail: StaticString,
        headers: [(name: String, value: String)] = []
    ) -> HTTPResponse {
        HTTPProblem(status, detail, headers: headers).response
    }
}
