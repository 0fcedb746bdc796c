// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Settings {
    /// Tokens that `http.tokens` may list: each request is compared with all of them.
    static let maximumTokens = 64

    /// Faults of `http.tls` and `http.tokens` that need no look at files.
    func httpErrors() -> [SettingsError] { tlsErrors() + tokenErrors() }

    private func tlsErrors() -> [SettingsError] {
        let tls = http.tls
        if (tls.certificate == nil) != (tls.key == nil) {
            let missing = tls.key == nil ? "key" : "certificate"
            return [
                error(
                    at: "http.tls",
                    "`http.tls` has no `\(missing)`",
                    hint: "add `\(missing): FILE`"
                )
            ]
        }
        guard tls.clientCA != nil, tls.certificate == nil else { return [] }
        return [
            error(
                at: "http.tls.client_ca",
                "`http.tls.client_ca` is set without `http.tls.certificate`",
                hint: "add `certificate: FILE` and `key: FILE`, or remove it"
            )
        ]
    }

    private func tokenErrors() -> [SettingsError] {
        guard http.tokens.count <= Self.maximumTokens else {
            let message = "`http.tokens` lists \(http.tokens.count) tokens"
            let hint = "list at most \(Self.maximumTokens)"
            return [error(at: "http.tokens", message, hint: hint)]
        }
        var errors: [SettingsError] = []
        var seen: Set<String> = []
        for (index, token) in http.tokens.enumerated() {
            let path = "http.tokens.\(index)"
            if token.name.isEmpty || !token.name.isTopicName {
                errors.append(
                    error(
                        at: path,
                        token.name.isEmpty
                            ? "`\(path)` has no `name`"
                            : "\(token.name.quoted) is no name of a token",
                        hint: "name it with letters, digits, `.`, `_` and `-`"
                    )
                )
            } else if !seen.insert(token.name).inserted {
                errors.append(
                    error(
                        at: "\(path).name",
                        "the token \(token.name.quoted) is listed twice",
                        hint: "keep one, or name them apart"
                    )
                )
            }
            if token.tokenFile.isEmpty {
                errors.append(
                    error(
                        at: path,
                        "`\(path)` has no `token_file`",
                        hint: "make one with `openssl rand -hex 32` and add `token_file: FILE`"
                    )
                )
            }
        }
        return errors
    }
}
