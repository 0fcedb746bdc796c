// SPDX-License-Identifier: Apache-2.0

/// What a client asks for.
public struct HTTPRequest: Sendable {
    /// The method, as far as routes tell methods apart.
    public var method: Method
    /// The path as it was sent: nothing is decoded or made shorter.
    public var path: String
    /// The parts of the query in order, as they were sent; a part without `=` has no value.
    public var query: [(name: String, value: String?)]
    /// All `Accept` fields, joined by commas; empty if there is none.
    public var accept: String

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
