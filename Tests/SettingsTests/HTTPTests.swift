// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct HTTPTests {
    @Test func `tokens and files are read and written back`() throws {
        let settings = try offline(
            """
            http:
              tls: {certificate: c.pem, key: k.pem, client_ca: ca.pem}
              tokens: [{name: ops, token_file: t}, {name: prom, token_file: u, scope: metrics}]
            """
        )
        #expect(settings.http.tls.certificate == "c.pem" && settings.http.tls.key == "k.pem")
        #expect(settings.http.tls.clientCA == "ca.pem")
        #expect(settings.http.tokens.map(\.name) == ["ops", "prom"])
        #expect(settings.http.tokens.map(\.tokenFile) == ["t", "u"])
        #expect(settings.http.tokens.map(\.scope) == [.read, .metrics])
        #expect(try Settings.parse(settings.text, for: .offline).http == settings.http)
        let overridden = try offline("", overrides: ["http.tls.key=k", "http.tls.certificate=c"])
        #expect(overridden.http.tls.key == "k")
    }

    @Test(arguments: [
        ("http: {tls: {certificate: c}}", "`http.tls` has no `key`"),
        ("http: {tls: {key: k}}", "`http.tls` has no `certificate`"),
        ("http: {tls: {client_ca: k}}", "`http.tls.client_ca` is set without"),
        ("http: {tls: {cert: k}}", "unknown key `http.tls.cert`"),
        ("http: {tokens: []}", "`http.tokens` is an empty list"),
        ("http: {tokens: [{token_file: t}]}", "`http.tokens.0` has no `name`"),
        ("http: {tokens: [{name: a b, token_file: t}]}", "`a b` is no name of a token"),
        ("http: {tokens: [{name: a}]}", "`http.tokens.0` has no `token_file`"),
        (
            "http: {tokens: [{name: a, token_file: t}, {name: a, token_file: u}]}",
            "the token `a` is listed twice"
        ),
        (
            "http: {tokens: [{name: a, token_file: t, scope: all}]}",
            "`http.tokens.0.scope` must be one of read, metrics, admin, not `all`"
        ),
    ])
    func `what cannot be is refused with a sentence`(text: String, sentence: String) {
        #expect(faults(text).contains { $0.contains(sentence) }, "\(faults(text))")
    }

    @Test func `there are no more tokens than a request is compared with`() {
        let tokens = (0...Settings.maximumTokens).map { "{name: t\($0), token_file: f}" }
        let text = "http: {tokens: [\(tokens.joined(separator: ", "))]}"
        #expect(faults(text).contains { $0.contains("lists 65 tokens; list at most 64") })
    }
}
