// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What was measured while everything broke.
struct EnduranceFigures {
    struct Kills: Codable {
        var atMoments = 0
        var atSteps = 0
        /// Together with the broker.
        var withBroker = 0
        var ofBroker = 0

        var ofProcesses: Int { atMoments + atSteps + withBroker }
    }

    struct StateSize: Codable {
        /// Between the beginning and the end of the log.
        var offsets: Int64
        var fileBytes: Int
    }

    let seed: UInt64
    let records: Int
    var kills = Kills()
    /// From a kill to the first transaction that a new process has committed.
    var restarts = Durations()
    /// The same of a process that stood by.
    var takeovers = Durations()
    /// From a kill to the moment at which a process that stood by leads.
    var leads = Durations()
    /// From the return of the broker to the next transactions.
    var outages = Durations()
    /// After each blow.
    var state: [StateSize] = []
    /// What a start would have to read, at each judgment.
    var stateBytes: [Int] = []
    /// What the SQL said, the last time at the end.
    var judgments: [String] = []
    var seconds = 0

    /// The largest size of a part of the run, its first half or its last.
    func largestOffsets(inFirstHalf isFirst: Bool) -> Int64 {
        let half = state.count / 2
        let part = isFirst ? state.prefix(half) : state.suffix(state.count - half)
        return part.map(\.offsets).max() ?? 0
    }

    /// The figures in a few lines.
    var text: String {
        """
        endurance, seed \(seed): \(records) records in \(seconds) s
        processes killed: \(kills.ofProcesses), of them at a step of a commit \(kills.atSteps), \
        with the broker \(kills.withBroker); broker killed: \(kills.ofBroker)
        from the kill to the first commit of a new process: \(restarts.figures)
        from the kill to the first commit of a standby: \(takeovers.figures)
        from the kill to a standby that leads: \(leads.figures)
        from the broker's return to the next commits: \(outages.figures)
        state log, offsets: at most \(largestOffsets(inFirstHalf: true)) in the first half of the \
        run, \(largestOffsets(inFirstHalf: false)) in the second; files: at most \
        \((state.map(\.fileBytes).max() ?? 0) / 1_000_000) MB; to read at a start: at most \
        \((stateBytes.max() ?? 0) / 1_000) kB
        judged \(judgments.count) times, at the end: \(judgments.last ?? "never")
        """
    }

    private struct Report: Codable {
        var seed: UInt64
        var records: Int
        var seconds: Int
        var kills: Kills
        var restarts: Durations.Figures
        var takeovers: Durations.Figures
        var leads: Durations.Figures
        var outages: Durations.Figures
        var state: [StateSize]
        var stateBytes: [Int]
        var judgments: [String]
    }

    /// Keeps the figures as JSON.
    func write(to file: URL) throws {
        let report = Report(
            seed: seed,
            records: records,
            seconds: seconds,
            kills: kills,
            restarts: restarts.figures,
            takeovers: takeovers.figures,
            leads: leads.figures,
            outages: outages.figures,
            state: state,
            stateBytes: stateBytes,
            judgments: judgments
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(report).write(to: file)
    }
}
