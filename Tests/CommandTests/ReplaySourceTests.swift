// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Settings
import TestSupport
import Testing

@testable import streamgauge

/// A replay's threads end together, whichever cannot go on.
struct ReplaySourceTests {
    /// More than what waits between the threads, and than the output keeps before it writes.
    private static let lines = (0..<20_000).map { number in
        let time = 1_767_225_600_000 + number * 1_000
        let visitor = number % 50
        return #"{"type":"page_view","time":\#(time),"anonymous":"a\#(visitor)","id":"\#(number)"}"#
    }

    private static let text = lines.joined(separator: "\n") + "\n"

    private func makeReplay(output: String) throws -> Replay {
        Replay(
            try Blueprint(try Settings.parse("", for: .offline), identity: .fixed),
            source: .init(format: .native, name: "test"),
            output: try OutputFile.make(output)
        )
    }

    @Test func `an output that takes no more ends the replay`() throws {
        let folder = try TemporaryFolder()
        let input = try folder.write(Self.text, to: "in")
        var replay = try makeReplay(output: "/dev/full")
        var progress = ReplayProgress(total: nil, isShown: false)
        do throws(ProgramError) {
            try replay.count(try InputFile(input), progress: &progress)
            try replay.finish()
            Issue.record("the device is full")
        } catch {
            #expect(error.code == .io && error.description.contains("/dev/full"))
        }
    }

    @Test func `what stands before the broken end of an input is counted`() throws {
        let folder = try TemporaryFolder()
        let whole = Packing.gzip(Array(Self.text.utf8))
        let input = try folder.write(whole.prefix(whole.count / 3 * 2), to: "in.gz")
        var replay = try makeReplay(output: folder.path("out"))
        var progress = ReplayProgress(total: nil, isShown: false)
        do throws(ProgramError) {
            try replay.count(try InputFile(input), progress: &progress)
            Issue.record("the input is cut off")
        } catch {
            #expect(error.code == .data)
        }
        try replay.finish()
        let report = replay.report
        #expect(report.counts.records > 10_000 && report.counts.records < 20_000)
        #expect(report.outcomes.counted == report.counts.decoded)
        #expect(report.snapshotCount > 0)
    }
}
