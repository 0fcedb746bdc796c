// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// That nothing is lost or doubled, whatever is killed, and for how long.
@Suite(.serialized) struct EnduranceTests {
    private static let isLong = ProcessInfo.processInfo.environment["LONG_TESTS"] == "1"

    /// Another one by ENDURANCE_SEED.
    private static let seed =
        ProcessInfo.processInfo.environment["ENDURANCE_SEED"].flatMap(UInt64.init) ?? 0x5EED_0071

    private static let extent =
        isLong
        ? Endurance.Extent(
            kills: 210,
            brokerKills: 24,
            checkEvery: 26,
            days: 10,
            eventsPerDay: 3_000,
            engine: .duckdb
        )
        : Endurance.Extent(
            kills: 12,
            brokerKills: 2,
            checkEvery: 7,
            days: 2,
            eventsPerDay: 1_000,
            engine: .sqlite
        )

    @Test func `killed at random and at each step of a commit, every final is told once`() throws {
        print("endurance: seed \(Self.seed)")
        let figures = try Endurance(Self.extent, seed: Self.seed).run()
        print(figures.text)
        try figures.write(to: Self.report)
        #expect(figures.kills.ofProcesses >= Self.extent.kills)
        #expect(figures.kills.ofBroker == Self.extent.brokerKills)
        #expect(figures.takeovers.milliseconds.count + figures.restarts.milliseconds.count > 0)
        // However often it was begun anew: all commits together were many times as much.
        let stateOffsets = figures.state.map(\.offsets).max() ?? 0
        #expect(stateOffsets <= Endurance.stateOffsetsLimit)
    }

    private static var report: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent(".build/endurance.json")
    }
}
