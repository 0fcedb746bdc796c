// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Events

struct DailyAdmissionTests {
    /// Which of the values are admitted, one after the other, on a day.
    private func admitted(
        _ admission: inout DailyAdmission,
        _ values: [Int],
        on day: Int64
    ) -> [Bool] {
        values.map { admission.admits($0, on: day) }
    }

    @Test func `values are admitted first come up to the limit of a day`() {
        var admission = DailyAdmission(limit: 2, capacity: 8)
        let first = admitted(&admission, [5, 1, 0, 5, 1, 0], on: 7)
        #expect(first == [true, true, false, true, true, false])
    }

    @Test func `the next day begins with the most frequent, admitted or not`() {
        var admission = DailyAdmission(limit: 2, capacity: 8)
        _ = admitted(&admission, [5, 1, 0, 0, 0, 1], on: 7)
        let next = admitted(&admission, [5, 0, 1], on: 8)
        #expect(next == [false, true, true])
    }

    @Test func `of equally frequent values the one known first is admitted`() {
        var admission = DailyAdmission(limit: 1, capacity: 8)
        _ = admitted(&admission, [5, 1, 3], on: 7)
        let next = admitted(&admission, [5, 3, 1], on: 8)
        #expect(next == [false, false, true])
    }

    @Test func `places that are left go to new values`() {
        var admission = DailyAdmission(limit: 3, capacity: 8)
        _ = admitted(&admission, [5, 1], on: 7)
        let next = admitted(&admission, [2, 3, 1, 5], on: 8)
        #expect(next == [true, false, true, true])
    }

    @Test func `a day without events leaves all places of the next`() {
        var admission = DailyAdmission(limit: 1, capacity: 8)
        _ = admitted(&admission, [5], on: 7)
        let next = admitted(&admission, [2, 5], on: 9)
        #expect(next == [true, false])
    }

    @Test func `what was decided for a day holds for its late events`() {
        var admission = DailyAdmission(limit: 1, capacity: 8)
        _ = admitted(&admission, [5, 1, 1], on: 7)
        _ = admitted(&admission, [1], on: 8)
        _ = admitted(&admission, [1], on: 40)
        let late = admitted(&admission, [1, 5], on: 7)
        #expect(late == [false, true])
    }

    @Test func `expected values are admitted every day beside the limit`() {
        var admission = DailyAdmission(limit: 1, capacity: 100)
        admission.expect(99)
        let first = admitted(&admission, [5, 99, 1], on: -3)
        let next = admitted(&admission, [1, 99, 5], on: -2)
        #expect(first == [true, true, false])
        // 1 and 5 came once each; 1 is known longer.
        #expect(next == [true, true, false])
    }

    @Test func `of days long over only expected values are admitted`() {
        var admission = DailyAdmission(limit: 5, capacity: 8)
        admission.expect(3)
        _ = admitted(&admission, [1], on: 100)
        let old = Int64(100 - DailyAdmission.keptDays)
        let admitted = admitted(&admission, [1, 3], on: old)
        #expect(admitted == [false, true])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `random days admit what a brute force admits`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let (limit, capacity) = (Int(random.number(1...20)), 40)
        var admission = DailyAdmission(limit: limit, capacity: capacity)
        var sets: [Int64: Set<Int>] = [:]
        var counts: [Int64: [Int: Int]] = [:]
        var newest: Int64 = 20
        for step in 0..<3_000 {
            if random.chance(1) { newest += random.number(1...3) }
            let day = newest - (random.chance(20) ? random.number(0...1) : 0)
            let value = Int(random.number(0...Int64(random.chance(50) ? 8 : capacity - 1)))
            if sets[day] == nil {
                let before = counts[day - 1, default: [:]]
                let sorted = before.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                sets[day] = Set(sorted.prefix(limit).map(\.key))
            }
            // Of odd and of even days only the last one's counts are kept.
            for old in counts.keys where old < day && (day - old) % 2 == 0 { counts[old] = nil }
            if !counts.keys.contains(where: { $0 > day && ($0 - day) % 2 == 0 }) {
                counts[day, default: [:]][value, default: 0] += 1
            }
            if sets[day, default: []].count < limit { sets[day, default: []].insert(value) }
            let isAdmitted = admission.admits(value, on: day)
            #expect(isAdmitted == sets[day, default: []].contains(value), "seed \(seed), \(step)")
        }
    }
}
