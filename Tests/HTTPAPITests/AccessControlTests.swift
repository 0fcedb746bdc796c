// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct AccessControlTests {
    private let folder: SecretFolder
    private let counts = ServerCounts()
    private let address = ClientAddress(InlineArray(repeating: 1))
    private let other = ClientAddress(InlineArray(repeating: 2))
    private var control: AccessControl

    init() throws {
        folder = try SecretFolder()
        let files = [
            try folder.token("ops", "read-token-0123456789", .read),
            try folder.token("prometheus", "metrics-token-0123456789", .metrics),
            try folder.token("owner", "admin-token-0123456789", .admin),
        ]
        control = try AccessControl(files, counts)
    }

    /// The status that refuses a request; nil: it passes.
    private mutating func refusal(
        _ authorization: String,
        _ access: RouteAccess = .read,
        from address: ClientAddress? = nil,
        at milliseconds: UInt64 = 0
    ) -> HTTPProblem? {
        var request = HTTPRequest(path: "/")
        request.authorization = authorization
        do throws(HTTPProblem) {
            try control.admit(
                &request,
                to: access,
                from: address ?? self.address,
                at: milliseconds
            )
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("read-token-0123456789", [200, 200, 403]), ("metrics-token-0123456789", [200, 403, 403]),
        ("admin-token-0123456789", [200, 200, 200]), ("another-token-0123456789", [401, 401, 401]),
    ])
    mutating func `a token reaches as far as its scope`(token: String, statuses: [Int]) {
        let found = [RouteAccess.metrics, .read, .admin].map { access in
            Int(refusal("Bearer \(token)", access)?.status.rawValue ?? 200)
        }
        #expect(found == statuses)
        #expect(counts.refused(.scope) == UInt64(statuses.count { $0 == 403 }))
        #expect(counts.refused(.token) == UInt64(statuses.count { $0 == 401 }))
    }

    @Test(arguments: [
        "", "Bearer", "Bearer ", "Basic read-token-0123456789", "read-token-0123456789",
        "Bearer read-token-012345678", "Bearer read-token-01234567890",
        "Bearer READ-TOKEN-0123456789", "Bearer read-token-0123456789 x",
        "Bearer read-token-0123456789, Bearer read-token-0123456789",
        "Bearer \"read-token-0123456789\"", "Bearer\tread-token-0123456789",
        "Bearer read-token-0123456789\u{0}",
    ])
    mutating func `whatever is not exactly a token is 401`(authorization: String) throws {
        let problem = try #require(refusal(authorization))
        #expect(problem.status == .unauthorized)
        let answer = problem.response
        #expect(answer.contentType == "application/problem+json")
        let field = answer.headers.first { $0.name == "WWW-Authenticate" }
        #expect(field?.value.hasPrefix("Bearer") == true)
    }

    @Test mutating func `the scheme may be written in any case`() {
        #expect(refusal("bearer read-token-0123456789") == nil)
        #expect(refusal("BEARER  read-token-0123456789") == nil)
    }

    @Test mutating func `ten wrong tokens in a minute close an address, right ones too`() throws {
        for _ in 0..<10 { #expect(refusal("Bearer no", at: 5_000)?.status == .unauthorized) }
        let problem = try #require(refusal("Bearer read-token-0123456789", at: 25_000))
        #expect(problem.status == .tooManyRequests)
        #expect(problem.response.headers.contains { $0 == ("Retry-After", "40") })
        #expect(counts.refused(.rate) == 1 && counts.refused(.token) == 10)
        #expect(refusal("Bearer read-token-0123456789", from: other, at: 25_000) == nil)
        #expect(refusal("Bearer read-token-0123456789", at: 65_000) == nil)
    }

    @Test mutating func `failures are counted for a minute`() {
        _ = refusal("Bearer no", at: 5_000)
        _ = refusal("Bearer no", from: other, at: 9_000)
        #expect(counts.failingAddresses == 2)
        let early = control.refresh(at: 64_999) { _ in }
        #expect(!early && counts.failingAddresses == 2)
        let late = control.refresh(at: 65_000) { _ in }
        #expect(!late && counts.failingAddresses == 1)
    }

    @Test mutating func `requests without a token close no address`() {
        for _ in 0..<100 { #expect(refusal("")?.status == .unauthorized) }
        #expect(refusal("Bearer read-token-0123456789") == nil)
    }

    @Test mutating func `what is open stays so, without details for those who may not read`() throws
    {
        var request = HTTPRequest(path: "/readyz")
        for (token, mayRead) in [
            ("", false), ("Bearer no", false), ("Bearer metrics-token-0123456789", false),
            ("Bearer read-token-0123456789", true),
        ] {
            request.authorization = token
            try control.admit(&request, to: .open, from: address, at: 0)
            #expect(request.mayRead == mayRead && request.authorization.isEmpty)
        }
        #expect(counts.refused(.token) == 1)
    }

    @Test func `on open paths only a wrong token counts as one, no other way of saying who one is`()
        throws
    {
        var control = control
        var request = HTTPRequest(path: "/livez")
        for _ in 0..<20 {
            request.authorization = "Basic dXNlcjpwYXNzd29yZA=="
            try control.admit(&request, to: .open, from: address, at: 0)
            #expect(!request.mayRead && request.authorization.isEmpty)
        }
        #expect(counts.refused(.token) == 0 && counts.failingAddresses == 0)
        request.authorization = "Bearer read-token-0123456789"
        try control.admit(&request, to: .read, from: address, at: 0)
        request.authorization = "bearer no"
        try control.admit(&request, to: .open, from: address, at: 0)
        #expect(counts.refused(.token) == 1 && counts.failingAddresses == 1)
    }

    @Test func `without tokens everything is open`() throws {
        var open = try AccessControl([], counts)
        var request = HTTPRequest(path: "/")
        for access in [RouteAccess.open, .metrics, .read, .admin] {
            try open.admit(&request, to: access, from: address, at: 0)
            #expect(request.mayRead)
        }
    }
}
