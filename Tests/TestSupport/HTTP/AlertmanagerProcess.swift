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
    private let process: ChildProcess

    /// Starts it with no receiver that would notify anybody; it answers a little later.
    ///
    /// - Parameter folder: takes its configuration, what it keeps and what it says.
    /// - Throws: when there is none.
    public init(in folder: URL) throws {
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
        url = "http://127.0.0.1:\(port)"
        process = try ChildProcess(
            program: program,
            arguments: [
                "--config.file=\(configuration.path)", "--storage.path=\(folder.path)/alertmanager",
                "--web.listen-address=127.0.0.1:\(port)", "--cluster.listen-address=",
            ],
            environment: ProcessInfo.processInfo.environment,
            folder: folder,
            output: folder.appendingPathComponent("alertmanager.log")
        )
    }

    deinit { process.kill() }

    /// The alerts that it takes to fire; nil: it does not answer yet.
    public func alerts() -> [[String: Any]]? {
        guard let url = URL(string: url + "/api/v2/alerts"), let body = try? Data(contentsOf: url)
        else { return nil }
        return try? JSONSerialization.jsonObject(with: body) as? [[String: Any]]
    }
}
