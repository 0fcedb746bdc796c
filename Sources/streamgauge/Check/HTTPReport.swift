// SPDX-License-Identifier: Apache-2.0

import Settings

/// Who can ask the daemon over HTTP, for people.
struct HTTPReport {
    private let http: Settings.HTTP
    private let warnings: [String]

    /// The report of a blueprint and of what was found to be better.
    init(_ blueprint: Blueprint, warnings: [String]) {
        http = blueprint.settings.http
        self.warnings = warnings
    }

    /// Lines for the terminal.
    var text: String {
        var text = "\nHTTP on \(http.listen), "
        text += http.tls.certificate == nil ? "not encrypted" : "encrypted"
        text += http.tls.clientCA == nil ? "\n" : ", for clients with a certificate\n"
        for token in http.tokens { text += "  token \(token.name): \(token.scope.rawValue)\n" }
        if http.tokens.isEmpty { text += "  no tokens: who can connect can read everything\n" }
        for warning in warnings { text += "  warning: \(warning)\n" }
        return text
    }
}
