// SPDX-License-Identifier: Apache-2.0

import Pipeline
import TestSupport

/// Random restarts of an aggregator at barriers, from no more of the log than is kept.
struct Restarts {
    static let clockOffset: Int64 = 1_000_000

    private var random: SplitMix64
    private var recorder: StateRecorder
    /// The newest deltas, as many as a part's turn comes within.
    private var log: [[UInt8]] = []
    private let turns: Int
    private(set) var count = 0

    init(seed: UInt64) {
        random = SplitMix64(seed: seed ^ 0xDEAD)
        turns = Int(random.number(1...6))
        recorder = StateRecorder(turns: turns, clockOffset: Self.clockOffset)
    }

    /// Records a barrier.
    ///
    /// - Parameters:
    ///   - aggregator: right behind `collect`.
    ///   - first: what the stage before it recorded.
    ///   - isDue: whether a restart is due whatever chance says.
    /// - Returns: the state to go on from where a restart is due.
    mutating func record(
        _ aggregator: inout Aggregator,
        behind first: [UInt8] = [],
        isDue: Bool = false
    ) -> StateImage? {
        log.append(aggregator.record(to: &recorder, behind: first))
        // The first delta of a recorder holds everything, wherever it stands.
        if log.count > turns { log.removeFirst() }
        guard random.chance(15) || isDue else { return nil }
        var image = StateImage()
        do {
            for delta in log { try image.apply(delta) }
        } catch {
            return nil
        }
        count += 1
        recorder = StateRecorder(turns: turns, clockOffset: Self.clockOffset)
        log = []
        return image
    }
}
