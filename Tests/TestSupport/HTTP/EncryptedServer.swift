// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A server of HTTP over TLS that answers each request with 204, on a connection of its own, and lets
/// clients resume sessions.
public final class EncryptedServer: Sendable {
    /// Where it answers.
    public let url: String
    private let process: ChildProcess

    /// Starts it; it answers a little later.
    ///
    /// - Parameters:
    ///   - certificates: hold its own.
    ///   - name: of its certificate.
    /// - Throws: when it cannot be started.
    public init(_ certificates: CertificateFolder, _ name: String) throws {
        let port = try FreePorts.take(1)[0]
        url = "https://localhost:\(port)"
        process = try ChildProcess(
            program: "/usr/bin/env",
            arguments: [
                "python3", "-c", Self.script, "\(port)", certificates.certificate(name),
                certificates.key(name),
            ],
            environment: ProcessInfo.processInfo.environment,
            folder: certificates.url
        )
    }

    deinit { process.kill() }

    private static let script = """
        import http.server, ssl, sys

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers['Content-Length']))
                self.send_response(204)
                self.end_headers()

        server = http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.serve_forever()
        """
}
