// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// An Alertmanager of its own maker that runs beside the tests.
public final class AlertmanagerProcess: Sendable {
    /// Why there is none.
    public struct Missing: Error, CustomStringConvertible {
        /// What to do.
        public let description =
            "prometheus-alertmanager is not in PATH: run ./deploy/test, which fetches it"
    }

    /// Where it answers.
    public let url: String
    private let authority: String?
    private let process: ChildProcess

    /// Starts it with no receiver that would notify anybody; it answers a little later.
    ///
    /// - Parameters:
    ///   - folder: takes its configuration, what it keeps and what it says.
    ///   - certificates: it speaks TLS, with the certificate `own`; nil: in the clear.
    /// - Throws: when there is none.
    public init(in folder: URL, _ certificates: CertificateFolder? = nil) throws {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        let paths = folders.map { "\($0)/prometheus-alertmanager" }
        guard let program = paths.first(where: FileManager.default.isExecutableFile) else {
            throw Missing()
        }
        let configuration = folder.appendingPathComponent("alertmanager.yaml")
        try "route: {receiver: none}\nreceivers: [{name: none}]\n".write(
            to: configuration,
            atomically: true,
            encoding: .utf8
        )
        let port = try FreePorts.take(1)[0]
        url = certificates == nil ? "http://127.0.0.1:\(port)" : "https://localhost:\(port)"
        authority = certificates?.certificate("own")
        var options: [String] = []
        if let certificates {
            let file = folder.appendingPathComponent("web.yaml")
            let pair =
                "{cert_file: \(certificates.certificate("own")), key_file: \(certificates.key("own"))}"
            try "tls_server_config: \(pair)\n".write(to: file, atomically: true, encoding: .utf8)
            options = ["--web.config.file=\(file.path)"]
        }
        process = try ChildProcess(
            program: program,
            arguments: [
                "--config.file=\(configuration.path)", "--storage.path=\(folder.path)/alertmanager",
                "--web.listen-address=127.0.0.1:\(port)", "--cluster.listen-address=",
            ] + options,
            environment: ProcessInfo.processInfo.environment,
            folder: folder,
            output: folder.appendingPathComponent("alertmanager.log")
        )
    }

    deinit { process.kill() }

    /// The alerts that it takes to fire; nil: it does not answer yet.
    public func alerts() -> [[String: Any]]? {
        guard let authority else {
            let address = URL(string: url + "/api/v2/alerts")
            return address.flatMap { try? Data(contentsOf: $0) }.flatMap(Self.alerts)
        }
        let answer = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: answer) }
        let curl = try? ChildProcess(
            program: "/usr/bin/env",
            arguments: [
                "curl", "--silent", "--fail", "--cacert", authority, url + "/api/v2/alerts",
            ],
            environment: ProcessInfo.processInfo.environment,
            folder: FileManager.default.temporaryDirectory,
            output: answer,
            errors: URL(filePath: "/dev/null")
        )
        guard curl?.awaitEnd() == 0 else { return nil }
        return (try? Data(contentsOf: answer)).flatMap(Self.alerts)
    }

    private static func alerts(_ body: Data) -> [[String: Any]]? {
        try? JSONSerialization.jsonObject(with: body) as? [[String: Any]]
    }
}
