// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `top` in a real terminal, beside a real daemon.
@Suite(.serialized) struct TopTests {
    /// Starts a server of tmux, as a child: one in the background would outlive the tests.
    private func server(_ folder: URL) throws -> ChildProcess {
        let settings = folder.appendingPathComponent("tmux.conf")
        try "set -g exit-empty off\n".write(to: settings, atomically: true, encoding: .utf8)
        return try ChildProcess(
            program: "/usr/bin/env",
            arguments: [
                "tmux", "-S", folder.appendingPathComponent("tmux").path, "-f", settings.path, "-D",
            ],
            environment: ProcessInfo.processInfo.environment,
            folder: folder,
            output: folder.appendingPathComponent("server.txt")
        )
    }

    /// Runs a command of tmux, and waits.
    private func tmux(_ words: [String], _ folder: URL) throws -> String {
        let told = folder.appendingPathComponent("tmux.txt")
        let process = try ChildProcess(
            program: "/usr/bin/env",
            // Without -N a client that comes before the server starts one of its own.
            arguments: ["tmux", "-N", "-S", folder.appendingPathComponent("tmux").path] + words,
            environment: ProcessInfo.processInfo.environment,
            folder: folder,
            output: told
        )
        process.awaitEnd()
        return try String(contentsOf: told, encoding: .utf8)
    }

    private func screen(
        _ folder: URL,
        _ what: String,
        _ condition: ([String]) -> Bool
    ) throws -> [String] {
        try Patience.wait(for: what) {
            let lines = try tmux(["capture-pane", "-p"], folder).split(separator: "\n").map(
                String.init
            )
            return condition(lines) ? lines : nil
        }
    }

    @Test func `it shows a daemon, takes keys and sizes, and gives the terminal back`() throws {
        var scene = try Scene("top")
        scene.sections["windows"] = "[1h]"
        scene.sections["kpis"] = "[web.visits, web.visitors, web.pageviews]"
        let records = StoryRecords.recentViews(60)
        try scene.write(records)
        let daemon = try scene.start()
        try daemon.awaitRecords(records.count)
        let folder = scene.folder
        let url = "http://127.0.0.1:\(try daemon.port())"
        let command = "\(try Streamgauge.program()) top --url \(url); echo ended with $?; sleep 600"
        let server = try server(folder)
        defer { server.kill() }
        let begin = ["new-session", "-d", "-x", "100", "-y", "20", command]
        _ = try Patience.wait(for: "tmux to begin") {
            try tmux(begin, folder).isEmpty ? true : nil
        }

        let first = try screen(folder, "the first frame") { $0.last?.hasPrefix("q ends") == true }
        #expect(first[0].hasPrefix("top  leader  ready  watermark"))
        #expect(first[1].hasPrefix("records 60 "))
        #expect(first[4].hasPrefix("KPI "))
        #expect(
            first[5...].dropLast().map { $0.split(separator: " ").first } == [
                "web.visits", "web.visitors", "web.pageviews",
            ]
        )
        _ = try tmux(["send-keys", "jj"], folder)
        let scrolled = try screen(folder, "keys to scroll") { $0.count == 7 }
        #expect(scrolled[5].hasPrefix("web.pageviews"))
        _ = try tmux(["resize-window", "-x", "40", "-y", "5"], folder)
        let small = try screen(folder, "a smaller frame") { $0.count == 5 }
        #expect(small.allSatisfy { $0.count <= 40 } && small[4].hasPrefix("q ends"))

        daemon.kill()
        _ = try screen(folder, "the end of the daemon to be told") {
            $0.first?.hasPrefix("! nobody answers at http") == true
        }
        _ = try tmux(["send-keys", "q"], folder)
        let after = try screen(folder, "the terminal to be given back") {
            $0.first?.hasPrefix("ended") == true
        }
        #expect(after == ["ended with 0"])
    }
}
