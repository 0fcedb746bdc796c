// SPDX-License-Identifier: Apache-2.0

/// What a client asks for.
public struct HTTPRequest: Sendable {
    /// The method, as far as routes tell methods apart.
    public var method: Method
    /// The path as it was sent: nothing is decoded or made shorter.
    public var path: String
    /// What stands in the path where its route has a name in braces, by that name, as it was sent.
    public var parameters: [String: String] = [:]
    /// The parts of the query in order, as they were sent; a part without `=` has no value.
    public var query: [(name: String, value: String?)]
    /// All `Accept` fields, joined by commas; empty if there is none.
    public var accept: String
    /// All `Accept-Encoding` fields, joined by commas; empty if there is none.
    public var acceptEncoding = ""
    /// All `If-None-Match` fields, joined by commas; empty if there is none.
    public var ifNoneMatch = ""
    /// The `Last-Event-ID` field; empty if there is none.
    public var lastEventID = ""
    /// Whether the client may learn values; routes that are open to all tell others no details.
    public var mayRead = true
    /// All `Authorization` fields, joined by commas; empty in what routes get.
    var authorization = ""

    /// A request.
    public init(
        method: Method = .get,
        path: String,
        query: [(name: String, value: String?)] = [],
        accept: String = ""
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.accept = accept
    }

    /// Adds a header field, if it is one that routes look at.
    mutating func add(field name: String, _ value: String) {
        let field: WritableKeyPath<HTTPRequest, String>? =
            switch name.lowercased() {
            case "accept": \.accept
            case "accept-encoding": \.acceptEncoding
            case "authorization": \.authorization
            case "if-none-match": \.ifNoneMatch
            case "last-event-id": \.lastEventID
            default: nil
            }
        guard let field else { return }
        self[keyPath: field] += self[keyPath: field].isEmpty ? value : ", " + value
    }

    /// Methods.
    public enum Method: Sendable {
        /// Answered.
        case get
        /// Answered like `get`, without the body.
        case head
        /// Any other.
        case other

        init(_ name: String) {
            self =
                switch name {
                case "GET": .get
                case "HEAD": .head
                default: .other
                }
        }
    }
}
