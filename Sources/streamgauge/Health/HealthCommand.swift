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
        let text = try answer(of: settings.http.listen, path)
        try StandardOutput.write(text)
    }

    /// The body of an answer with status 200.
    static func answer(
        of listen: ListenAddress,
        _ path: String
    ) throws(ProgramError) -> String {
        guard listen.port != 0 else {
            throw ProgramError(
                .settings,
                "http.listen lets the system choose the port, which only the daemon's log tells; "
                    + "set one to be asked on"
            )
        }
        let address = reachable(listen)
        let request = "GET \(path) HTTP/1.0\r\nHost: \(address)\r\nConnection: close\r\n\r\n"
        guard let socket = ProbeSocket(host: address.host, port: address.port),
            let answer = socket.answer(to: request)
        else {
            throw ProgramError(
                .unavailable,
                "nobody answers at http://\(address)\(path); is the daemon started with these settings?"
            )
        }
        let status = answer.split(separator: " ", maxSplits: 2).dropFirst().first
        let body = answer.firstRange(of: "\r\n\r\n").map { String(answer[$0.upperBound...]) } ?? ""
        guard status == "200" else {
            let reasons = body.split(separator: "\n").filter { $0.hasPrefix("[-]") }
            throw ProgramError(
                .failure,
                "http://\(address)\(path) answers \(status ?? "without a status"): "
                    + reasons.joined(separator: "; ")
            )
        }
        return body
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
