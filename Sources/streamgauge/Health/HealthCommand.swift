// SPDX-License-Identifier: Apache-2.0

import Settings

/// `streamgauge health`.
enum HealthCommand {
    /// Asks the daemon of these settings on this machine how it is.
    ///
    /// - Throws: `failure` with the reasons where it is not well, `unavailable` where nobody answers.
    static func run(_ arguments: Arguments) throws(ProgramError) {
        _ = try arguments.required(CommandOption.config.name, "--config FILE")
        let settings = try arguments.settings(for: .daemon)
        let path = arguments.has("ready") ? "/readyz" : "/livez"
        try StandardOutput.write(try answer(of: settings.http, path))
    }

    /// The body of an answer with status 200.
    ///
    /// Of a daemon that takes only clients with a certificate it tells that it listens, as it has none.
    static func answer(
        of http: Settings.HTTP,
        _ path: String
    ) throws(ProgramError) -> String {
        guard http.listen.port != 0 else {
            throw ProgramError(
                .settings,
                "http.listen lets the system choose the port, which only the daemon's log tells; "
                    + "set one to be asked on"
            )
        }
        let scheme = http.tls.certificate == nil ? "http" : "https"
        let url = "\(scheme)://\(reachable(http.listen))\(path)"
        guard let client = DaemonClient(verifies: false) else {
            throw ProgramError(.failure, "there is no memory to ask \(url)")
        }
        switch client.get(url) {
        case .status(200, let body): return String(decoding: body, as: UTF8.self)
        case .status(let status, let body):
            let lines = String(decoding: body, as: UTF8.self).split(separator: "\n")
            let reasons = lines.filter { $0.hasPrefix("[-]") }
            throw ProgramError(
                .failure,
                "\(url) answers \(status): " + reasons.joined(separator: "; ")
            )
        case .stranger where http.tls.clientCA != nil && path == "/livez":
            return "listens, and asks clients for a certificate\n"
        case .stranger where http.tls.clientCA != nil:
            throw ProgramError(
                .unavailable,
                "\(url) takes only clients with a certificate, so it cannot be asked whether it is ready"
            )
        case .none, .stranger:
            throw ProgramError(
                .unavailable,
                "nobody answers at \(url); is the daemon started with these settings?"
            )
        }
    }

    /// Who listens on every address is asked on that of the machine itself.
    static func reachable(_ listen: ListenAddress) -> ListenAddress {
        switch listen.host {
        case "0.0.0.0": ListenAddress(host: "127.0.0.1", port: listen.port)
        case "::": ListenAddress(host: "::1", port: listen.port)
        default: listen
        }
    }
}
