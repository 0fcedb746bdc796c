// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import Pipeline
import Settings
import YAMLText

extension Blueprint {
    /// Memory that answers on their way may hold for each series that they may show, bytes; one
    /// takes about 500 in JSON.
    private static let bodyBytesPerSeries = 2_048

    /// Where to listen, who is let in, and the limits.
    ///
    /// Streams come on top of the connections of everybody else.
    var http: HTTPConfiguration {
        let http = settings.http
        var configuration = HTTPConfiguration(host: http.listen.host, port: http.listen.port)
        configuration.connectionLimit += UInt32(http.streams)
        configuration.connectionLimitPerAddress += UInt32(http.streams)
        configuration.bodyBytesInFlight = max(
            configuration.bodyBytesInFlight,
            http.series * Self.bodyBytesPerSeries
        )
        if let certificate = http.tls.certificate, let key = http.tls.key {
            configuration.tls = TLSFiles(
                certificate: certificate,
                key: key,
                clientAuthority: http.tls.clientCA
            )
        }
        configuration.tokens = http.tokens.map { token in
            TokenFile(name: token.name, path: token.tokenFile, scope: token.scope.access)
        }
        return configuration
    }

    /// Memory that answers on their way may hold, bytes.
    var answerBytes: Int { http.bodyBytesInFlight }

    /// Looks at the files of `http`.
    ///
    /// - Returns: what should be better.
    /// - Throws: a file that cannot be used, with the place of the key that names it.
    func examinedHTTP() throws(ProgramError) -> [String] {
        do throws(HTTPServerError) {
            return try http.examine(now: SystemClock.wall / 1_000)
        } catch {
            let path = httpPath(of: error.address)
            throw ProgramError(
                settings.error(
                    at: path,
                    "`\(path)`: \(error.description)",
                    hint: "the page Security of the documentation tells how to make it"
                )
            )
        }
    }

    /// The key that names a file.
    private func httpPath(of file: String) -> String {
        let tls = settings.http.tls
        if tls.certificate == file { return "http.tls.certificate" }
        if tls.key == file { return "http.tls.key" }
        if tls.clientCA == file { return "http.tls.client_ca" }
        let index = settings.http.tokens.firstIndex { $0.tokenFile == file }
        return index.map { "http.tokens.\($0).token_file" } ?? "http"
    }
}

extension HTTPScope {
    /// The same for the server.
    fileprivate var access: AccessScope {
        switch self {
        case .read: .read
        case .metrics: .metrics
        case .admin: .admin
        }
    }
}
