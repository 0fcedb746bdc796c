// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// A folder with certificates of `localhost` that sign themselves, removed with the last reference.
public final class CertificateFolder: Sendable {
    /// A certificate was not made.
    struct Failure: Error {}

    /// Where they are.
    public let url: URL

    /// Makes one of each name, with its key.
    ///
    /// - Throws: when openssl makes none.
    public init(_ names: [String]) throws {
        url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for name in names {
            let openssl = try ChildProcess(
                program: "/usr/bin/env",
                arguments: [
                    "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                    "-keyout", key(name), "-out", certificate(name),
                ],
                environment: ProcessInfo.processInfo.environment,
                folder: url
            )
            guard openssl.awaitEnd() == 0 else { throw Failure() }
        }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a certificate, which is its own authority.
    public func certificate(_ name: String) -> String { url.appending(path: name + ".pem").path() }

    /// The path of its key.
    public func key(_ name: String) -> String { url.appending(path: name + ".key").path() }
}
