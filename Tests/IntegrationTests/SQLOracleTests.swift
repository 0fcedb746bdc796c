// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// That the judge in SQL agrees with what is right, and finds what is not.
@Suite(.serialized) struct SQLOracleTests {
    private static let engine: SQLOracle.Engine =
        ProcessInfo.processInfo.environment["LONG_TESTS"] == "1" ? .duckdb : .sqlite

    /// What the program makes of the long story, without a broker.
    private static let replay = Result { try replayed() }

    private struct Replay: Sendable {
        var input: [TopicRecord]
        var output: [String]
    }

    private static func replayed() throws -> Replay {
        var scene = try Scene("sql", partitions: 0)
        LongStory.apply(to: &scene)
        let records = LongStory.records(seed: 7, days: 2, eventsPerDay: 1_000, partitions: 1)
        let file = scene.folder.appendingPathComponent("events.ndjson")
        try records.compactMap(\.text).joined(separator: "\n")
            .write(to: file, atomically: true, encoding: .utf8)
        let run = try scene.run("replay", file.path)
        #expect(run.status == 0, "\(run.errors)")
        return Replay(
            input: placed(records),
            output: run.output.split(separator: "\n").map(String.init)
        )
    }

    /// Lines as records of one partition.
    private static func encoded(_ output: [String]) throws -> Data {
        try RecordLines.encoded(placed(output.map { TopicRecord(timestamp: 0, text: $0) }))
    }

    private static func placed(_ records: [TopicRecord]) -> [TopicRecord] {
        records.enumerated().map { offset, record in
            var record = record
            (record.partition, record.offset) = (0, Int64(offset))
            return record
        }
    }

    private func judge(_ change: (inout [String]) throws -> Void) throws -> SQLOracle.Judgment {
        let folder = try TemporaryFolder("sql-oracle")
        let replay = try Self.replay.get()
        var output = replay.output
        try change(&output)
        let input = folder.url.appendingPathComponent("input")
        let told = folder.url.appendingPathComponent("output")
        try RecordLines.encoded(replay.input).write(to: input)
        try Self.encoded(output).write(to: told)
        return try SQLOracle(engine: Self.engine)
            .judge(input: input, output: told, folder: folder.url)
    }

    /// Where an hour of page views of the whole site is told.
    private func place(in output: [String]) throws -> Int {
        try #require(
            output.firstIndex { line in
                line.contains(#""kpi":"web.pageviews""#) && line.contains(#""dims":{},"#)
                    && line.contains(#""size":"1h""#) && line.contains(#""kind":"final""#)
                    && !line.contains(#""num":0"#)
            }
        )
    }

    @Test func `it agrees with the program, on all KPIs that it knows`() throws {
        let judgment = try judge { _ in }
        #expect(judgment.status == 0, "\(judgment.text)")
        #expect(judgment.text.contains("28 of 28 KPIs with values, 0 differences"))
    }

    @Test func `a final that stands twice is found`() throws {
        let judgment = try judge { $0.append($0[try place(in: $0)]) }
        #expect(judgment.status == 1, "\(judgment.text)")
        #expect(judgment.text.contains("told twice: web.pageviews = 1h from "))
        #expect(judgment.text.contains("2 finals in 2 records, 1 of them different"))
    }

    @Test func `a final with another number is found`() throws {
        let judgment = try judge { output in
            let index = try place(in: output)
            output[index] = output[index].replacing(/"num":(?=[0-9])/, with: #""num":1"#)
        }
        #expect(judgment.status == 1, "\(judgment.text)")
        #expect(judgment.text.contains("wrong: web.pageviews = 1h from "), "\(judgment.text)")
        #expect(judgment.text.contains(", says 1"), "\(judgment.text)")
    }

    @Test func `a final that is missing is found`() throws {
        let judgment = try judge { $0.remove(at: try place(in: $0)) }
        #expect(judgment.status == 1, "\(judgment.text)")
        #expect(judgment.text.contains("missing: web.pageviews = 1h from "), "\(judgment.text)")
    }

    @Test func `a final of nothing is found`() throws {
        let judgment = try judge { output in
            let line = output[try place(in: output)]
            output.append(line.replacing(#""start":17"#, with: #""start":18"#))
        }
        #expect(judgment.status == 1, "\(judgment.text)")
        #expect(judgment.text.contains("of nothing: web.pageviews = 1h from 18"))
    }

    @Test func `a revision without its final is found`() throws {
        let judgment = try judge { output in
            let index = try place(in: output)
            let revision = #""kind":"revision","revision":1"#
            output[index] = output[index].replacing(#""kind":"final","revision":0"#, with: revision)
        }
        #expect(judgment.status == 1, "\(judgment.text)")
        #expect(judgment.text.contains("without a final, or with a revision missing: web.page"))
    }

    @Test func `an output of nothing is no proof`() throws {
        #expect(try judge { $0 = [] }.status == 1)
    }
}
