// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kafka
import TestSupport
import Testing

/// That the example consumers keep what they promise when they, or what they tell, fail.
@Suite(.serialized) struct ExampleConsumersTests {
    private let broker: KafkaBroker
    private let folder: TemporaryFolder

    init() throws {
        broker = try .shared()
        folder = try TemporaryFolder("examples")
    }

    private func start(_ example: String, _ arguments: [String]) throws -> ChildProcess {
        let file = DocumentedPage.projectFolder.appending(path: "deploy/examples/python/\(example)")
        let python = ProcessInfo.processInfo.environment["TEST_PYTHON"] ?? "/usr/bin/python3"
        return try ChildProcess(
            program: python,
            arguments: [file.path()] + arguments,
            environment: ProcessInfo.processInfo.environment,
            folder: folder.url,
            output: log
        )
    }

    private var log: URL { folder.url.appending(path: "log") }

    private func text(_ file: URL) -> String {
        (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }

    private func alert(_ number: Int) -> TopicRecord {
        let status = number.isMultiple(of: 2) ? "firing" : "resolved"
        // The second is of the inputs.
        let details =
            number == 1
            ? #""window":null,"since":1,"snapshot":null}"#
            : #""window":{"end":\#(number)},"snapshot":{"generation":7}}"#
        return TopicRecord(
            partition: 0,
            key: "web.visits|1h|",
            text: #"{"status":"\#(status)","severity":"warn","# + details
        )
    }

    @Test func `each alert is told in order, also by a command that fails and after a kill`() throws
    {
        let topic = "examples-alerts"
        try broker.createTopic(topic)
        let count = 6
        try broker.writer(topic).write((0..<count / 2).map(alert))
        try writeAborted(alert(99), to: topic)
        // Tells a file, fails at every second call, and stands still before the fourth change is told.
        let command = """
            echo x >>calls
            [ $(($(wc -l <calls) % 2)) -eq 0 ] || exit 1
            echo "$ALERT_ID" >>told
            [ "${ALERT_ID##*|}" != 3 ] || [ -e again ] || sleep 30
            """
        let arguments = [broker.bootstrapServers, topic, "examples-alerts", "bash", "-c", command]
        let first = try start("alerts.py", arguments)
        try broker.writer(topic).write((count / 2..<count).map(alert))
        let told = folder.url.appending(path: "told")
        try Patience.wait(for: "the fourth alert; \(text(log))") {
            text(told).contains("|3\n") ? true : nil
        }
        first.kill()
        try Data().write(to: folder.url.appending(path: "again"))
        let second = try start("alerts.py", arguments)
        defer { second.kill() }
        try Patience.wait(for: "the last alert") {
            text(told).contains("|\(count - 1)\n") ? true : nil
        }
        // The fourth was told, but nobody has said so before the kill.
        let ids = (0..<count).map { number in
            "\(number == 1 ? "" : "7")|web.visits|1h||\(number.isMultiple(of: 2) ? "firing" : "resolved")|warn|\(number)"
        }
        let expected = ids[...3] + ids[3...]
        #expect(text(told).split(separator: "\n").map(String.init) == Array(expected))
    }

    /// Writes a record in a transaction that is given up.
    private func writeAborted(_ record: TopicRecord, to topic: String) throws {
        let producer = try TransactionalProducer(
            properties: ["bootstrap.servers": broker.bootstrapServers],
            transactionalID: topic,
            transactionTimeoutMilliseconds: 10_000
        )
        try producer.retrying(until: .now + .seconds(60)) { () throws(TransactionError) in
            try producer.initTransactions()
        }
        try producer.begin()
        let value = record.value ?? []
        // Sound: bytes of any kind are plain bytes.
        let outcome = try unsafe producer.enqueue(
            topic: topic,
            partition: 0,
            key: nil,
            value: value.span.bytes,
            tag: 0
        )
        #expect(outcome == .queued)
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        try producer.abort()
    }

    @Test func `of each window the newest final is kept, however often it is started`() throws {
        let topic = "examples-finals"
        try broker.createTopic(topic, partitionCount: 2)
        func record(
            _ key: String,
            _ generation: Int,
            _ revision: Int,
            _ value: Double
        ) -> TopicRecord {
            TopicRecord(
                partition: key == "a" ? 0 : 1,
                key: key,
                text: #"{"kpi":"k","window":{"size":"1h","start":0},"dims":{},"value":\#(value),"#
                    + #""num":1,"den":null,"n":1,"complete":true,"generation":\#(generation),"#
                    + #""revision":\#(revision),"new":"field"}"#
            )
        }
        let writer = try broker.writer(topic)
        func run() throws {
            let process = try start(
                "finals.py",
                [broker.bootstrapServers, topic, "finals.db", "--once"]
            )
            #expect(process.awaitEnd(limitSeconds: 60) == 0, "\(text(log))")
        }
        try writer.write([record("a", 1, 0, 10), record("b", 1, 0, 20)])
        try run()
        try run()
        #expect(try rows() == "a 1 0 10.0\nb 1 0 20.0\n")
        try writer.write([record("a", 1, 1, 11), record("b", 2, 0, 21), record("b", 1, 5, 19)])
        try run()
        #expect(try rows() == "a 1 1 11.0\nb 2 0 21.0\n")
    }

    /// What is in the database.
    private func rows() throws -> String {
        let output = folder.url.appending(path: "rows")
        let script = """
            import sqlite3
            query = "SELECT key, generation, revision, value FROM finals ORDER BY key"
            for row in sqlite3.connect("finals.db").execute(query):
                print(*row)
            """
        let process = try ChildProcess(
            program: "/usr/bin/env",
            arguments: ["python3", "-c", script],
            environment: ProcessInfo.processInfo.environment,
            folder: folder.url,
            output: output
        )
        #expect(process.awaitEnd(limitSeconds: 60) == 0)
        return text(output)
    }
}
