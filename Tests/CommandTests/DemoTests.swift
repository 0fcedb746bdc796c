// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import KPIs
import Settings
import Story
import Testing

@testable import streamgauge

/// The demo as a newcomer calls it, and what it is made of.
struct DemoTests {
    @Test func `a short demo shows a final of every KPI and ends well`() throws {
        let folder = try TemporaryFolder()
        let process = Process()
        // The program is built beside the tests' resources.
        process.executableURL = Bundle.module.bundleURL.deletingLastPathComponent()
            .appending(path: "streamgauge")
        process.arguments = ["demo", "--port", "0", "--rate", "1000", "--for", "2s"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: try folder.write("", to: "output"))
        process.standardError = FileHandle(forWritingAtPath: try folder.write("", to: "error"))
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
        #expect(try folder.bytes(of: "error").isEmpty)
        let output = String(decoding: try folder.bytes(of: "output"), as: UTF8.self)
        let table = output.split(separator: "\n").suffix(24)
        #expect(table.first?.contains(" rejected: ") == true)
        #expect(table.dropFirst().first?.contains("conservation OK") == true)
        for id in DemoCluster.kpis {
            let line = try #require(table.first { $0.hasPrefix("\(id) ") })
            let cells = line.split(separator: " ")
            #expect(cells.count > 3 && cells[1] != "-" && cells[1] != "no", "\(line)")
        }
        #expect(output.contains("/metrics\n") && output.contains("-t kpi-snapshots -C\n"))
    }

    @Test func `the demo's settings are valid and select what the story has`() throws {
        let settings = try DemoCluster().settings(port: 0)
        try settings.validate(for: .daemon)
        let blueprint = try Blueprint.checked(settings, identity: .fixed)
        #expect(blueprint.plan.kpis.map(\.id) == DemoCluster.kpis + DemoCluster.furtherKPIs)
        #expect(blueprint.plan.groupingSets.count > 1)
        #expect(blueprint.memoryErrors.isEmpty)
    }

    @Test(arguments: [1, 20, 100])
    func `the present is as busy as asked for`(rate: Int) {
        // Three in the morning, when little happens by itself.
        let now: Int64 = 1_767_225_600_000 + 3 * 3_600_000
        let span: Int64 = rate == 1 ? 600_000 : 60_000
        var story = DemoStory(start: now - 86_400_000, now: now, rate: rate)
        var (last, past, present) = (Int64.min, 0, 0)
        while story.record.time < now + span {
            #expect(story.record.time >= last)
            last = story.record.time
            if last < now - 400_000 { past += 1 }
            if last >= now { present += 1 }
            story.advance()
        }
        #expect(past > 10_000)
        let expected = Double(rate) * Double(span) / 1_000
        #expect(abs(Double(present) - expected) < 0.4 * expected, "\(present) of \(expected)")
    }
}
