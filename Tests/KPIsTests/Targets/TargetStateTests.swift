// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct TargetStateTests {
    private static let letters: [Character: TargetStatus] = [
        "o": .ok, "w": .warn, "b": .breach, "n": .noData, "l": .lowSample, "x": .noBaseline,
    ]

    /// The statuses after each reading, one letter each.
    private func statuses(_ readings: String, hold: Int) -> String {
        var state = TargetState()
        return String(
            readings.enumerated().compactMap { position, letter -> Character? in
                guard let reading = Self.letters[letter] else { return nil }
                let before = state.standing
                let isChanged = state.take(reading, end: Int64(position), hold: hold)
                guard let standing = state.standing else { return "?" }
                let isNew = before?.status != standing.status
                // What is told of a change and of its time agrees with the status.
                guard isChanged == isNew, (standing.since == position) == isNew else { return "!" }
                return Self.letters.first { $0.value == standing.status }?.key
            }
        )
    }

    @Test(arguments: [
        // The first reading is the status unless it is off target.
        ("o", "o"), ("n", "n"), ("l", "l"), ("x", "x"), ("w", "o"), ("b", "o"),
        // Off target after two readings at least as bad.
        ("oww", "oow"), ("obb", "oob"), ("wbb", "owb"), ("obwbb", "oowwb"), ("obob", "oooo"),
        // Back after two at least as good.
        ("bboo", "obbo"), ("bbwo", "obbw"), ("bbwoo", "obbwo"), ("bbobo", "obbbb"),
        // Silence is told like a breach.
        ("on", "oo"), ("onn", "oon"), ("bbnn", "obbn"), ("bbnbn", "obbbb"), ("nno", "nnn"),
        ("nnoo", "nnno"), ("nnbb", "nnnb"), ("nnob", "nnno"), ("nnwb", "nnnw"),
        // A small sample neither raises nor clears an alarm, and breaks a row.
        ("oll", "ool"), ("bblll", "obbbb"), ("wwll", "owww"), ("obllb", "oooll"), ("blb", "ooo"),
        ("nnll", "nnnl"), ("llnn", "llln"), ("lloo", "lllo"), ("llbb", "lllb"),
        ("oxx", "oox"), ("bbxx", "obbb"), ("nlnl", "nnnn"),
    ])
    func `with a hold of 2`(readings: String, statuses: String) {
        #expect(self.statuses(readings, hold: 2) == statuses)
    }

    @Test(arguments: [
        (1, "wbon", "wbon"), (1, "bl", "bb"), (1, "olo", "olo"), (3, "obbb", "ooob"),
        (3, "obbwoo", "ooowww"), (3, "obbwooo", "ooowwwo"), (3, "nbbb", "nnnb"),
    ])
    func `with another hold`(hold: Int, readings: String, statuses: String) {
        #expect(self.statuses(readings, hold: hold) == statuses)
    }

    @Test func `the longest hold can be reached`() {
        var state = TargetState()
        for end in 0..<Int64(TargetState.longestHold) - 1 {
            _ = state.take(.breach, end: end, hold: TargetState.longestHold)
        }
        #expect(state.standing?.status == .ok)
        let isChanged = state.take(.breach, end: 1_000, hold: TargetState.longestHold)
        #expect(isChanged && state.standing == TargetStanding(status: .breach, since: 1_000))
    }

    @Test
    func `after a window that cannot be judged the run begins anew, and no status comes of it`() {
        #expect(TargetState().afterBreak == TargetState())
        var state = TargetState()
        _ = state.take(.breach, end: 1, hold: 2)
        var later = state.afterBreak
        let isChanged = later.take(.breach, end: 5, hold: 2)
        #expect(!isChanged && later.standing == state.standing)
        let isTurned = later.take(.breach, end: 6, hold: 2)
        #expect(isTurned)
    }

    @Test func `after a gap the status stays, and what was read does not count`() {
        var state = TargetState()
        _ = state.take(.breach, end: 1, hold: 2)
        var later = state.afterGap
        let isChanged = later.take(.breach, end: 5, hold: 2)
        #expect(!isChanged && later.standing == TargetStanding(status: .ok, since: 1))
        var fresh = TargetState().afterGap
        let isTurned = fresh.take(.ok, end: 5, hold: 1)
        #expect(!isTurned)
    }
}
