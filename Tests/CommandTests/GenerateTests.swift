// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Kafka
import Story
import TestSupport
import Testing

@testable import streamgauge

struct GenerateTests {
    private func options(_ values: [String: String]) throws(ProgramError) -> GenerateOptions {
        try GenerateOptions(Arguments(values: values.mapValues { [$0] }), now: 5_000_000_000)
    }

    @Test func `a file begins at a fixed time, a paced or live story now`() throws {
        let file = try options(["output": "-"])
        #expect(file.start == 1_767_225_600_000 && file.rate == nil)
        #expect(file.seed == 1 && file.count == 100_000)
        let paced = try options(["output": "-", "rate": "5"])
        #expect(paced.start == 5_000_000_000 && paced.rate == 5)
        let live = try options(["topic": "t", "config": "c"])
        #expect(live.start == 5_000_000_000 && live.rate == 100)
        let past = try options(["topic": "t", "config": "c", "start": "2026-02-03T00:00:00Z"])
        #expect(past.start == 1_770_076_800_000 && past.rate == nil)
    }

    @Test(
        arguments: [
            ([:], "no target"),
            (["topic": "t", "output": "-"], "exclude each other"),
            (["topic": "t"], "--config is missing"),
            (["output": "-", "start": "yesterday"], "--start must be a time"),
            (["output": "-", "start": "latest"], "--start must be a time"),
            (["output": "-", "start": "1"], "--start must be a time"),
            (["output": "-", "events": "0"], "--events must be"),
            (["output": "-", "rate": "0"], "--rate must be"),
            (["output": "-", "seed": "-1"], "--seed must be"),
        ] as [([String: String], String)]
    )
    func `wrong options are told`(values: [String: String], message: String) {
        let error = #expect(throws: ProgramError.self) { _ = try options(values) }
        #expect(error?.code == .usage)
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func `the same seed gives the same bytes, another one others`() throws {
        let folder = try TemporaryFolder()
        func generate(_ seed: String, _ name: String) throws -> [UInt8] {
            let path = folder.path(name)
            let values = ["output": [path], "seed": [seed], "events": ["2000"]]
            try GenerateCommand.run(Arguments(values: values))
            return try folder.bytes(of: name)
        }
        let one = try generate("7", "one")
        #expect(one.split(separator: UInt8(ascii: "\n")).count == 2_000)
        #expect(try generate("7", "same") == one)
        #expect(try generate("8", "other") != one)
    }

    @Test func `a topic gets key, value and time of each record`() throws {
        let mock = try MockCluster()
        try mock.createTopic("clicks", partitionCount: 2)
        var target = try TopicTarget(
            topic: "clicks",
            properties: ["bootstrap.servers": mock.bootstrapServers]
        )
        var story = Story(seed: 3, start: 1_767_225_600_000, eventsPerDay: 10_000)
        var bytes: [UInt8] = []
        var expected: [String: (key: String?, time: Int64)] = [:]
        for _ in 0..<300 {
            let record = story.next(into: &bytes)
            let key = record.key.isEmpty ? nil : String(decoding: bytes[record.key], as: UTF8.self)
            expected[String(decoding: bytes, as: UTF8.self)] = (key, record.time)
            try target.write(bytes, record)
        }
        try target.flush()
        let found = try TopicReader(topic: "clicks", bootstrapServers: mock.bootstrapServers)
            .readAll()
        #expect(found.count == 300)
        for record in found {
            let text = try #require(record.text)
            #expect(record.keyText == expected[text]?.key)
            if !text.contains(#""id""#) { continue }
            // A duplicate has the bytes of the first but a time of its own.
            #expect(record.timestamp ?? 0 <= expected[text]?.time ?? 0)
        }
    }

    @Test func `a topic that is not there is told`() throws {
        let mock = try MockCluster()
        // The mock makes a topic of every name that it is asked for.
        mock.setError(ofTopic: "nowhere", .unknownTopic)
        let properties = ["bootstrap.servers": mock.bootstrapServers]
        let error = #expect(throws: ProgramError.self) {
            _ = try TopicTarget(topic: "nowhere", properties: properties)
        }
        #expect(error?.description.contains("topic nowhere does not exist") == true)
    }
}
