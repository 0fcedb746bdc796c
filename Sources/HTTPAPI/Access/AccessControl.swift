// SPDX-License-Identifier: Apache-2.0

/// Decides who may ask what; for the server's thread alone.
///
/// Without tokens everybody may ask everything.
struct AccessControl {
    private var tokens: AccessTokens?
    private var failures = FailureTable()
    private let counts: ServerCounts

    /// Control by the tokens of files; none: no control.
    init(_ files: [TokenFile], _ counts: ServerCounts) throws(HTTPServerError) {
        tokens = files.isEmpty ? nil : try AccessTokens(files)
        self.counts = counts
    }

    /// Lets a request pass.
    ///
    /// - Parameters:
    ///   - request: Is told whether it may learn details; its token is taken away.
    ///   - access: What the route asks for.
    ///   - address: Where it comes from.
    ///   - milliseconds: Monotonic time.
    /// - Throws: 401 without a token or with a wrong one, 429 after too many of those, 403 where the
    ///   token does not reach so far.
    mutating func admit(
        _ request: inout HTTPRequest,
        to access: RouteAccess,
        from address: ClientAddress,
        at milliseconds: UInt64
    ) throws(HTTPProblem) {
        guard tokens != nil else { return }
        let shown = request.authorization
        request.authorization = ""
        if access == .open {
            // Details are values too: they may name topics and brokers.
            request.mayRead = mayRead(shown, address, milliseconds)
            return
        }
        guard try scope(shown, address, milliseconds).covers(access) else {
            counts.refuse(.scope)
            throw HTTPProblem(
                .forbidden,
                "This token is not for this path: see http.tokens, scope.",
                headers: [("WWW-Authenticate", #"Bearer error="insufficient_scope""#)]
            )
        }
    }

    /// Reads files of tokens that changed, and forgets failures of long ago.
    ///
    /// - Parameters:
    ///   - milliseconds: Monotonic time.
    ///   - notice: Is told once of each change.
    /// - Returns: Whether a token is another one now.
    mutating func refresh(at milliseconds: UInt64, _ notice: (FileNotice) -> Void) -> Bool {
        failures.forget(at: milliseconds)
        counts.set(failingAddresses: failures.count)
        return tokens?.refresh(notice) ?? false
    }

    private mutating func mayRead(
        _ authorization: String,
        _ address: ClientAddress,
        _ milliseconds: UInt64
    ) -> Bool {
        // What is open needs no token: only one that was meant as such can be wrong.
        guard Self.isBearer(authorization) else { return false }
        do throws(HTTPProblem) {
            return try scope(authorization, address, milliseconds).covers(.read)
        } catch {
            return false
        }
    }

    private mutating func scope(
        _ authorization: String,
        _ address: ClientAddress,
        _ milliseconds: UInt64
    ) throws(HTTPProblem) -> AccessScope {
        guard !authorization.isEmpty else {
            counts.refuse(.token)
            throw HTTPProblem(
                .unauthorized,
                "This path needs a token: send it as Authorization: Bearer TOKEN.",
                headers: [("WWW-Authenticate", "Bearer")]
            )
        }
        if let wait = failures.waitSeconds(address, at: milliseconds) {
            counts.refuse(.rate)
            throw HTTPProblem(
                .tooManyRequests,
                "Too many wrong tokens came from this address.",
                retryAfterSeconds: wait
            )
        }
        guard let token = Self.bearer(authorization), let scope = tokens?.scope(of: token) else {
            failures.note(address, at: milliseconds)
            counts.set(failingAddresses: failures.count)
            counts.refuse(.token)
            throw HTTPProblem(
                .unauthorized,
                "This token is not known.",
                headers: [("WWW-Authenticate", #"Bearer error="invalid_token""#)]
            )
        }
        return scope
    }

    /// Whether a field's scheme is that of tokens.
    private static func isBearer(_ field: String) -> Bool {
        field.split(separator: " ").first?.lowercased() == "bearer"
    }

    /// The token of an `Authorization` field (RFC 6750, section 2.1); nil: it has none.
    static func bearer(_ field: String) -> [UInt8]? {
        let parts = field.split(separator: " ")
        guard parts.count == 2, isBearer(field) else { return nil }
        return Array(parts[1].utf8)
    }
}
