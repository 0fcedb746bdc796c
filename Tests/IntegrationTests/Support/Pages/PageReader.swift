// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// Somebody who does what pages say, one command after the other, in a folder that looks like the project.
///
/// Addresses are replaced by those of this test. A command that prints something other than what the page
/// shows is given time; one that stays goes on until the reader is gone.
final class PageReader {
    struct Failure: Error, CustomStringConvertible { let description: String }

    /// Where the commands are run.
    let folder: URL
    private let broker: KafkaBroker
    private let temporary: TemporaryFolder
    private let places: [(written: String, real: String)]
    private var staying: [ChildProcess] = []

    /// Somebody with a broker.
    init(_ broker: KafkaBroker) throws {
        self.broker = broker
        temporary = try TemporaryFolder("reader")
        folder = temporary.url
        let ports = try FreePorts.take(3)
        places = [
            (":9092", ":" + broker.bootstrapServers.split(separator: ":")[1]),
            (":8080", ":\(ports[0])"), (":9090", ":\(ports[1])"), (":9193", ":\(ports[2])"),
        ]
        let project = DocumentedPage.projectFolder
        for name in ["deploy", "Sources"] {
            try FileManager.default.createSymbolicLink(
                at: folder.appending(path: name),
                withDestinationURL: project.appending(path: name)
            )
        }
        // The Python that Debian's packages belong to; another may come first in PATH.
        let programs = folder.appending(path: "programs")
        try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
        let python = ProcessInfo.processInfo.environment["TEST_PYTHON"] ?? "/usr/bin/python3"
        for (name, path) in ["python3": python, "streamgauge": try Streamgauge.program()] {
            try FileManager.default.createSymbolicLink(
                atPath: programs.appending(path: name).path(),
                withDestinationPath: path
            )
        }
    }

    deinit {
        staying.forEach { $0.write("ended\n") }
        // They write to the folder that goes with the reader.
        staying.forEach { _ = $0.awaitEnd(limitSeconds: 10) }
    }

    /// Does what a page says; all else stays as it is.
    ///
    /// - Throws: what was not as the page says, with its place.
    func read(_ name: String) throws {
        let page = try DocumentedPage.named(name)
        for (index, block) in page.blocks.enumerated() {
            if let file = block.file {
                let text = block.lines.joined(separator: "\n") + "\n"
                try here(text).write(
                    to: folder.appending(path: file),
                    atomically: true,
                    encoding: .utf8
                )
            }
            guard block.isCommand else { continue }
            let rule = PageCommands.rule(for: block, of: name)
            guard rule?.reason == nil else { continue }
            let next = index + 1 < page.blocks.count ? page.blocks[index + 1] : nil
            let shown = next.flatMap { $0.language.isEmpty && $0.line == block.end + 2 ? $0 : nil }
            let lines = shown.map { $0.lines.map(here) }
            let place = "\(name):\(block.line)"
            let text = here(block.lines.joined(separator: "\n"))
            if rule == nil {
                try run(text, place, shown: lines.map(ShownOutput.init))
            } else {
                try stay(text, place, shown: lines.map(ShownOutput.init))
            }
        }
    }

    /// What a command of a page would print; for further questions.
    func answer(_ command: String) throws -> String {
        let (status, output) = try finished(here(command), limitSeconds: 60)
        guard status == 0 else { throw Failure(description: "\(command): \(output)") }
        return output
    }

    /// Runs a command; where it prints something other than what is shown, again and again.
    private func run(_ text: String, _ place: String, shown: ShownOutput?) throws {
        var last = ""
        do {
            try Patience.wait(for: "the command of \(place)", limitSeconds: 60) {
                let (status, output) = try finished(text, limitSeconds: 60)
                last = "status \(status), missing: \(shown?.missing(in: output) ?? "")\n\(output)"
                if let shown { return status == 0 && shown.isPrinted(in: output) ? true : nil }
                guard status == 0 else { throw Failure(description: "\(place): \(last)") }
                return true
            }
        } catch let error as Patience.Exhausted {
            throw Failure(description: "\(error)\n\(last)\n\(logs)")
        }
    }

    /// Runs a command to its end.
    private func finished(_ text: String, limitSeconds: Int) throws -> (status: Int32, String) {
        let output = folder.appending(path: "command.log")
        let process = try ChildProcess(
            program: "/bin/bash",
            arguments: ["-euo", "pipefail", "-c", "exec </dev/null\n" + text],
            environment: environment,
            folder: folder,
            output: output
        )
        guard let status = process.awaitEnd(limitSeconds: limitSeconds) else {
            process.kill()
            throw Failure(description: "within \(limitSeconds) s did not end: \(text)")
        }
        return (status, String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }

    /// Starts a command that goes on, and waits for what the page shows of it.
    private func stay(_ text: String, _ place: String, shown: ShownOutput?) throws {
        let log = folder.appending(path: "staying-\(staying.count).log")
        // A group of its own, so that all of it can be ended, also when the tests are gone.
        let script = """
            set -m
            bash -euo pipefail -c "$1" </dev/null &
            trap '' HUP INT TERM
            read -r end
            kill -9 -- -$!
            """
        let process = try ChildProcess(
            program: "/bin/bash",
            arguments: ["-c", script, "bash", text],
            environment: environment,
            folder: folder,
            output: log
        )
        staying.append(process)
        guard let shown else { return }
        try Patience.wait(for: "what \(place) prints; \(logs)") {
            let printed = String(decoding: try Data(contentsOf: log), as: UTF8.self)
            return shown.isPrinted(in: printed) ? true : nil
        }
    }

    private var logs: String {
        staying.indices.map { number in
            let log = folder.appending(path: "staying-\(number).log")
            let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            return "-- \(number): \(text.suffix(2_000))"
        }.joined(separator: "\n")
    }

    private func here(_ text: String) -> String {
        places.reduce(text) { $0.replacing($1.written, with: $1.real) }
    }

    private var environment: [String: String] {
        var variables = ProcessInfo.processInfo.environment
        variables["PATH"] = folder.path() + "/programs:" + (variables["PATH"] ?? "")
        // Settings that leave it out mean port 8080.
        variables["STREAMGAUGE_HTTP_LISTEN"] = here("127.0.0.1:8080")
        return variables
    }
}
