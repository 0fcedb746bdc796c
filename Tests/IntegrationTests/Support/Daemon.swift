// SPDX-License-Identifier: Apache-2.0

import Foundation
import FoundationNetworking
import Synchronization
import TestSupport

/// A running `streamgauge run`, ended with its owner.
final class Daemon: Sendable {
    struct Ended: Error, CustomStringConvertible { let description: String }

    private let process: ChildProcess
    private let errors: URL

    /// Starts the daemon.
    init(settings: URL, folder: URL, environment: [String: String] = [:]) throws {
        errors = folder.appendingPathComponent("errors")
        process = try Streamgauge.start(
            ["run", "--config", settings.path],
            folder: folder,
            environment: environment
        )
    }

    deinit {
        guard process.isRunning else { return process.write("ended\n") }
        process.terminate()
        process.terminate()
    }

    var isRunning: Bool { process.isRunning }

    /// Everything it has told on standard error.
    var log: String {
        (try? Data(contentsOf: errors)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Waits until it tells something.
    func awaitLog(_ part: String) throws {
        _ = try wait(for: "'\(part)' in the log") { log.contains(part) ? true : nil }
    }

    /// The port of its HTTP, which it tells when it begins to read, or to stand by: as it told it last.
    func port() throws -> Int {
        try wait(for: "the log to tell the port") {
            log.matches(of: /http=http:\/\/127\.0\.0\.1:([0-9]+)\//).last.flatMap {
                Int($0.output.1)
            }
        }
    }

    /// The body of an answer with status 200; nil: another status.
    func get(_ path: String) throws -> String? {
        guard let url = URL(string: "http://127.0.0.1:\(try port())\(path)") else { return nil }
        return (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Why it says on `/readyz` that its values cannot be relied on; nil: it says that they can.
    func unreadiness() throws -> String? {
        guard let url = URL(string: "http://127.0.0.1:\(try port())/readyz") else { return nil }
        let answer = Mutex<(status: Int, body: String)?>(nil)
        let done = DispatchSemaphore(value: 0)
        let task = URLSession.shared.dataTask(with: url) { body, response, _ in
            let status = (response as? HTTPURLResponse)?.statusCode ?? 0
            answer.withLock { $0 = (status, String(decoding: body ?? Data(), as: UTF8.self)) }
            done.signal()
        }
        task.resume()
        done.wait()
        return answer.withLock { $0 }.flatMap { $0.status == 200 ? nil : $0.body }
    }

    /// What `/metrics` says.
    func metrics() throws -> Metrics {
        Metrics(try wait(for: "/metrics") { try get("/metrics") })
    }

    /// Waits until `/metrics` says something.
    @discardableResult
    func awaitMetrics(_ what: String, _ condition: (Metrics) -> Bool) throws -> Metrics {
        try wait(for: what) {
            let metrics = try metrics()
            return condition(metrics) ? metrics : nil
        }
    }

    /// Records that it and the processes before it have read, as its status tells.
    func readRecords() throws -> Int {
        struct Status: Decodable {
            struct Topic: Decodable { let records: [String: Int] }
            let topics: [Topic]
        }
        let text = try wait(for: "the status") { try get("/api/v1/status") }
        let status = try JSONDecoder().decode(Status.self, from: Data(text.utf8))
        return status.topics.reduce(0) { $0 + $1.records.values.reduce(0, +) }
    }

    /// Waits until so many records were read, by it and the processes before it, and what fell due was
    /// committed.
    @discardableResult
    func awaitRecords(_ count: Int) throws -> Metrics {
        try wait(for: "\(count) records to be read") { try readRecords() >= count ? true : nil }
        // A batch has a maximum, so what is due together may need some; each begins after the
        // one before has arrived.
        return try awaitCommits(10)
    }

    /// Waits for so many commits.
    @discardableResult
    func awaitCommits(_ count: Int, after metrics: Metrics? = nil) throws -> Metrics {
        let begun = try (metrics ?? self.metrics()).sum("streamgauge_commits_total")
        return try awaitMetrics("commits of what was read") {
            $0.sum("streamgauge_commits_total") >= begun + Double(count)
        }
    }

    /// Asks it to read its settings again.
    func reload() { process.hangUp() }

    /// Asks it to end.
    func terminate() { process.terminate() }

    /// Ends it without a chance to do anything about it.
    func kill() { process.kill() }

    /// Lets it stand still, as if its machine did.
    func halt() { process.halt() }

    /// Lets it go on.
    func resume() { process.resume() }

    /// Asks it to end and waits; nil: it does not.
    func stop() -> Int32? {
        terminate()
        return awaitEnd()
    }

    /// Waits until it ends by itself; nil: it does not.
    func awaitEnd() -> Int32? { process.awaitEnd(limitSeconds: 60) }

    @discardableResult
    private func wait<Answer>(for what: String, _ answer: () throws -> Answer?) throws -> Answer {
        do {
            return try Patience.wait(for: what) {
                if let answer = try answer() { return answer }
                guard process.isRunning else {
                    throw Ended(description: "ended while we waited for \(what): \(log)")
                }
                return nil
            }
        } catch let error as Patience.Exhausted {
            throw Ended(description: "\(error); the log: \(log)")
        }
    }
}
