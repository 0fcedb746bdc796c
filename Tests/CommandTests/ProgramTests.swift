// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import streamgauge

/// The program as a shell calls it.
struct ProgramTests {
    /// What a call left behind.
    private struct Outcome {
        var code: Int32
        var output: String
        var error: String
    }

    private func call(
        _ words: [String],
        input: String = "",
        environment: [String: String] = [:],
        output path: String? = nil
    ) throws -> Outcome {
        let folder = try TemporaryFolder()
        let process = Process()
        // The program is built beside the tests' resources.
        process.executableURL = Bundle.module.bundleURL.deletingLastPathComponent()
            .appending(path: "streamgauge")
        process.arguments = words
        process.environment = environment
        let name = try path ?? folder.write("", to: "output")
        process.standardInput = FileHandle(forReadingAtPath: try folder.write(input, to: "input"))
        process.standardOutput = FileHandle(forWritingAtPath: name)
        process.standardError = FileHandle(forWritingAtPath: try folder.write("", to: "error"))
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        return Outcome(
            code: process.terminationStatus,
            output: path == nil
                ? String(decoding: try folder.bytes(of: "output"), as: UTF8.self) : "",
            error: String(decoding: try folder.bytes(of: "error"), as: UTF8.self)
        )
    }

    @Test(
        arguments: [
            (["--version"], 0), (["--help"], 0), (["help", "run"], 0), (["run", "--help"], 0),
            (["kpis"], 0), ([], 64), (["rum"], 64), (["--verbose"], 64), (["kpis", "--jsn"], 64),
            (["run"], 64), (["check"], 64), (["replay"], 64),
            (["replay", "--format", "xml", "-"], 64),
            (["replay", "no/such/file"], 74), (["check", "--config", "no/such/file"], 78),
            (["kpis", "--set", "windows=[7s,1m]"], 78),
            (["generate", "--output", "no/such/file"], 74),
            (["state"], 64), (["state", "show"], 64), (["state", "--config", "f"], 64),
            (["state", "--config", "f", "drop"], 64), (["state", "--config", "f", "reset"], 64),
            (["state", "--config", "f", "show", "--to", "latest"], 64),
            (["state", "--config", "f", "reset", "--to", "yesterday"], 64),
            (["state", "--config", "f", "reset", "--to", "1767225600"], 64),
            (["state", "--config", "f", "reset", "--to", "2999-01-01T00:00:00Z"], 64),
            (["state", "--config", "no/such/file", "show"], 78),
        ] as [([String], Int32)]
    )
    func `exit codes are those of sysexits`(words: [String], code: Int32) throws {
        let outcome = try call(words)
        #expect(outcome.code == code)
        if code == 0 {
            #expect(!outcome.output.isEmpty && outcome.error.isEmpty)
        } else {
            #expect(outcome.output.isEmpty)
            #expect(outcome.error.hasPrefix("streamgauge: "))
            #expect(outcome.error.split(separator: "\n").count == 1)
        }
    }

    @Test func `an unknown command is told with the nearest one`() throws {
        let error = try call(["chek"]).error
        #expect(
            error
                == "streamgauge: there is no command 'chek'; did you mean 'check'? "
                + "'streamgauge --help' lists all\n"
        )
    }

    @Test(arguments: [
        ("-v", "; did you mean '--version'?"), ("-V", "; did you mean '--version'?"),
        ("--hlep", "; did you mean '--help'?"), ("--config", ";"),
    ])
    func `an option without a command is told with the one that was meant`(
        option: String,
        question: String
    ) throws {
        let outcome = try call([option])
        #expect(outcome.code == 64)
        #expect(
            outcome.error
                == "streamgauge: there is no option '\(option)' without a command\(question) "
                + "'streamgauge --help' lists all\n"
        )
    }

    @Test func `the version is the first line, what it was built from and runs on the others`()
        throws
    {
        let lines = try call(["--version"]).output.split(separator: "\n")
        #expect(lines.first == "streamgauge \(Program.version)")
        #expect(lines.count == 4)
        #expect(lines[1].wholeMatch(of: /commit ([0-9a-f]{12}(\+changes)?|unknown)/) != nil)
        #expect(lines[2].wholeMatch(of: /librdkafka [0-9]+\.[0-9]+\.[0-9]+/) != nil)
        #expect(lines[3].wholeMatch(of: /Swift 6\.[0-9.]+( or newer)?/) != nil)
    }

    @Test func `replay reads side tables from files`() throws {
        let folder = try TemporaryFolder()
        let settings = """
            tables: { crm: { topic: t, fields: [ persona ] }, b: { topic: u, fields: [ list ] } }
            kpis: [ { id: web.pageviews, by: [ [ persona ] ], windows: [ 1h ] } ]
            """
        let config = try folder.write(settings, to: "settings.yaml")
        let people = [
            #"{"key":"u","time":1767225600000,"value":{"persona":"business"}}"#,
            #"{"time":1767225600000,"value":{"persona":"x"}}"#, #"{"key":"v","value":null}"#,
        ]
        let lines = people.joined(separator: "\n")
        let table = "crm=\(try folder.write(lines, to: "crm"))"
        let event = #"{"type":"page_view","time":1767225600001,"user":"u"}"# + "\n"
        let words = ["replay", "--config", config]
        let outcome = try call(words + ["--table", table, "-"], input: event)
        #expect(outcome.code == 0 && outcome.output.contains(#""dims":{"persona":"business"}"#))
        #expect(outcome.error.contains("table crm: 3 (1 decoded, 1 empty, 1 rejected)\n"))
        #expect(outcome.error.contains("crm:2: The record has no key.\n"))
        let missing = try call(words + ["-"], input: event)
        #expect(missing.code == 64 && missing.error.contains("add --table crm=FILE"))
        let unknown = try call(words + ["--table", "c=x", "-"], input: event)
        #expect(unknown.code == 64 && unknown.error.contains("they are crm, b"))
        let bad = try call(words + ["--table", "crm=\(config)", "-"], input: event)
        #expect(
            bad.code == 65 && bad.error.contains("settings.yaml:1 is no record of a side topic")
        )
    }

    @Test func `standard input is replayed as a file is`() throws {
        let folder = try TemporaryFolder()
        let text = ShopMorning.lines.map { $0 + "\n" }.joined()
        let piped = try call(["replay", "-"], input: text)
        let named = try call(["replay", try folder.write(text, to: "events")])
        #expect(piped.code == 0 && named.code == 0)
        #expect(piped.output == named.output && !piped.output.isEmpty)
        #expect(piped.error.contains("events: 14 (14 counted"))
        #expect(!piped.error.contains("\u{1B}"))
    }

    @Test func `input of which nothing can be used is exit code 65`() throws {
        let outcome = try call(["replay", "-"], input: "<html>\n")
        #expect(outcome.code == 65)
        #expect(outcome.error.contains("streamgauge: nothing of the input could be used"))
    }

    @Test func `output that cannot be written is exit code 74`() throws {
        let outcome = try call(["kpis"], output: "/dev/full")
        #expect(outcome.code == 74)
        #expect(outcome.error.contains("cannot write to standard output: No space left on device"))
    }

    @Test func `the topic chooses format and settings of its input`() throws {
        let folder = try TemporaryFolder()
        let config = try folder.write(
            "inputs: [ { topic: clicks }, { topic: calls, format: segment } ]",
            to: "config"
        )
        let text = SegmentStory.lines.map { $0 + "\n" }.joined()
        let segment = try call(
            ["replay", "--config", config, "--topic", "calls", "-"],
            input: text
        )
        #expect(segment.code == 0 && segment.error.contains("events: 14 (14 counted"))
        let native = try call(["replay", "--config", config, "-"], input: text)
        #expect(native.code == 65)
        let unknown = try call(["replay", "--config", config, "--topic", "call", "-"], input: text)
        #expect(unknown.code == 64 && unknown.error.contains("did you mean calls?"))
        let mapped = try call(["replay", "--config", config, "--format", "mapped", "-"])
        #expect(mapped.code == 64 && mapped.error.contains("is described by an input"))
    }

    @Test func `a variable overrides a setting`() throws {
        let words = ["kpis", "--set", "application=x"]
        let output = try call(words, environment: ["STREAMGAUGE_SESSIONS_TIMEOUT": "20m"]).output
        #expect(output.contains("timeout=20m"))
    }

    @Test func `settings that need too much memory are refused with the budget`() throws {
        let folder = try TemporaryFolder()
        let config = try folder.write(
            """
            application: shop
            identity: { key: 000102030405060708090a0b0c0d0e0f }
            kafka: { bootstrap.servers: "localhost:1" }
            inputs: [ { topic: clicks } ]
            limits: { memory: 1GB }
            """,
            to: "config"
        )
        for command in ["check", "run"] {
            let outcome = try call([command, "--config", config])
            #expect(outcome.code == 78)
            #expect(
                (outcome.output + outcome.error).contains("  of 1000 MB that limits.memory allows")
            )
            #expect(outcome.error.contains("\(config):5:"))
        }
    }

    @Test func `brokers that are not there are exit code 69`() throws {
        let folder = try TemporaryFolder()
        let config = try folder.write(
            """
            application: shop
            identity: { key: 000102030405060708090a0b0c0d0e0f }
            kafka: { bootstrap.servers: "localhost:1" }
            inputs: [ { topic: clicks } ]
            """,
            to: "config"
        )
        let outcome = try call(["check", "--config", config, "--connect"])
        #expect(outcome.code == 69)
        #expect(outcome.error.hasPrefix("streamgauge: "))
    }
}
