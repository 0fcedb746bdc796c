// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPAPI

/// An authority that signs certificates, by the commands that the page Security tells.
final class TestAuthority: Sendable {
    private let folder: SecretFolder
    private let name: String

    struct Failure: Error { let words: String }

    /// A new authority.
    init(_ folder: SecretFolder, name: String = "authority") throws {
        (self.folder, self.name) = (folder, name)
        try Self.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes", "-days", "30", "-subj", "/CN=\(name)", "-keyout",
                folder.path("\(name).key"),
                "-out", certificate,
            ]
        )
    }

    /// Its own certificate.
    var certificate: String { folder.path("\(name).pem") }

    /// A certificate of a server on this machine, with its key.
    func server(_ name: String, days: Int = 30) throws -> TLSFiles {
        try sign(name, days, ["subjectAltName=IP:127.0.0.1", "extendedKeyUsage=serverAuth"])
        return TLSFiles(certificate: folder.path("\(name).pem"), key: folder.path("\(name).key"))
    }

    /// A certificate of a client, with its key; curl takes both paths.
    func client(_ name: String, usage: String = "clientAuth") throws -> [String] {
        try sign(name, 30, ["extendedKeyUsage=\(usage)"])
        return ["--cert", folder.path("\(name).pem"), "--key", folder.path("\(name).key")]
    }

    private func sign(_ name: String, _ days: Int, _ extensions: [String]) throws {
        try folder.write(extensions.joined(separator: "\n") + "\n", to: "\(name).ext")
        try Self.run(
            "openssl",
            [
                "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-subj", "/CN=\(name)", "-keyout", folder.path("\(name).key"),
                "-out", folder.path("\(name).csr"),
            ]
        )
        try Self.run(
            "openssl",
            [
                "x509", "-req", "-in", folder.path("\(name).csr"), "-CA", certificate,
                "-CAkey", folder.path("\(self.name).key"), "-CAcreateserial",
                "-days", "\(days)", "-extfile", folder.path("\(name).ext"),
                "-out", folder.path("\(name).pem"),
            ]
        )
    }

    /// What curl gets from a server of this machine; empty where the handshake fails.
    func curl(_ port: UInt16, _ path: String = "/text", _ options: [String] = []) throws -> String {
        let fixed = ["--silent", "--show-error", "--max-time", "20", "--cacert", certificate]
        do {
            return try Self.run("curl", fixed + options + ["https://127.0.0.1:\(port)\(path)"])
        } catch is Failure {
            return ""
        }
    }

    /// The output of a program.
    @discardableResult static func run(_ name: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        let output = Pipe()
        let errors = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let words = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(words: "\(name): \(String(decoding: complaints, as: UTF8.self))")
        }
        return String(decoding: words, as: UTF8.self)
    }
}
