// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import TestSupport

/// A real Prometheus with the configuration that we ship, but for where the daemon is and for how often it
/// looks; ended with its owner.
final class Prometheus {
    /// One result of a query at a moment.
    struct Sample: Decodable {
        var metric: [String: String]
        private var value: [Element]

        private enum Element: Decodable {
            case time(Double)
            case text(String)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let time = try? container.decode(Double.self) {
                    self = .time(time)
                } else {
                    self = .text(try container.decode(String.self))
                }
            }
        }

        /// Its number.
        var number: Double? {
            if case .text(let text)? = value.last { Double(text) } else { nil }
        }
    }

    private struct Answer<Content: Decodable>: Decodable {
        var data: Content
    }

    private struct Vector: Decodable {
        var result: [Sample]
    }

    private struct Groups: Decodable {
        struct Group: Decodable {
            struct Rule: Decodable {
                var name: String
                var health: String
                var state: String?
            }

            var rules: [Rule]
        }

        var groups: [Group]
    }

    private let process: ChildProcess
    private let port: Int
    private let told: URL

    /// Starts it beside a daemon.
    ///
    /// - Parameters:
    ///   - daemon: the port that is scraped, at 127.0.0.1.
    ///   - folder: where its files go.
    /// - Throws: when it cannot be started.
    init(scraping daemon: Int, folder: URL) throws {
        let shipped = URL(fileURLWithPath: "deploy/prometheus", isDirectory: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: shipped.path) {
            var text = try String(contentsOf: shipped.appendingPathComponent(name), encoding: .utf8)
            text.replace("127.0.0.1:8080", with: "127.0.0.1:\(daemon)")
            text.replace("_interval: 15s", with: "_interval: 1s")
            try text.write(
                to: folder.appendingPathComponent(name),
                atomically: true,
                encoding: .utf8
            )
        }
        port = try Self.unusedPort()
        told = folder.appendingPathComponent("prometheus.log")
        process = try ChildProcess(
            program: "/usr/bin/env",
            arguments: [
                "prometheus", "--config.file=prometheus.yaml", "--storage.tsdb.path=data",
                "--web.listen-address=127.0.0.1:\(port)",
            ],
            environment: ProcessInfo.processInfo.environment,
            folder: folder,
            output: told
        )
    }

    deinit { process.kill() }

    /// What it has told.
    var log: String { (try? String(contentsOf: told, encoding: .utf8)) ?? "" }

    /// The results of a query now; nil: it gives no answer.
    func query(_ text: String) throws -> [Sample]? {
        try answer(Vector.self, "query", [URLQueryItem(name: "query", value: text)])?.result
    }

    /// State and health of every rule, by its name; nil: it gives no answer.
    func rules() throws -> [String: (health: String, state: String?)]? {
        guard let groups = try answer(Groups.self, "rules")?.groups else { return nil }
        let rules = groups.flatMap(\.rules).map { ($0.name, ($0.health, $0.state)) }
        return Dictionary(rules) { _, last in last }
    }

    private func answer<Content: Decodable>(
        _ type: Content.Type,
        _ path: String,
        _ items: [URLQueryItem] = []
    ) throws -> Content? {
        var components = URLComponents()
        components.scheme = "http"
        components.host = "127.0.0.1"
        components.port = port
        components.path = "/api/v1/" + path
        components.queryItems = items
        guard let url = components.url, let body = try? Data(contentsOf: url) else { return nil }
        return try JSONDecoder().decode(Answer<Content>.self, from: body).data
    }

    private struct NoPort: Error {}

    /// A port of 127.0.0.1 at which nobody listens.
    private static func unusedPort() throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(socket, address, length) == 0
                    && getsockname(socket, address, &length) == 0
            }
        }
        guard isBound else { throw NoPort() }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
