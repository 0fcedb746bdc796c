// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct RevisionLogTests {
    private func key(_ start: Int64, output: Int = 0, series: UInt32 = 0) -> EmissionKey {
        EmissionKey(output: output, series: series, start: start)
    }

    @Test func `the first revision may come at once, the next after the interval`() {
        var log = RevisionLog(interval: 30)
        log.note(key(0))
        #expect(log.ready(at: 5) == [key(0)])
        #expect(log.revise(key(0), at: 5) == 1)
        #expect(log.pendingCount == 0)
        log.note(key(0))
        #expect(log.ready(at: 34).isEmpty)
        #expect(log.pendingCount == 1)
        #expect(log.ready(at: 35) == [key(0)])
        #expect(log.revise(key(0), at: 35) == 2)
    }

    @Test func `a key that is noted twice is revised once`() {
        var log = RevisionLog(interval: 30)
        log.note(key(0))
        log.note(key(0))
        #expect(log.ready(at: 0).count == 1)
    }

    @Test func `keys come in the order of time, output and series`() {
        var log = RevisionLog(interval: 30)
        let sorted = [
            key(0), key(0, series: 1), key(0, output: 1), key(60), key(60, output: 2, series: 3),
        ]
        for key in sorted.reversed() { log.note(key) }
        #expect(log.ready(at: 0) == sorted)
    }

    @Test func `it knows who waits in a range of outputs and times`() {
        var log = RevisionLog(interval: 30)
        #expect(!log.isWaiting(outputs: [0, 1], from: .min, through: .max))
        log.note(key(60, output: 1))
        #expect(log.isWaiting(outputs: [0, 1], from: 60, through: 60))
        #expect(!log.isWaiting(outputs: [0, 1], from: .min, through: 59))
        #expect(!log.isWaiting(outputs: [0, 1], from: 61, through: .max))
        #expect(!log.isWaiting(outputs: [0, 2], from: .min, through: .max))
    }

    @Test func `it knows which windows have a record of their own, and forgets runs`() {
        var log = RevisionLog(interval: 30)
        log.noteRun(key(0), until: 180)
        log.noteRun(key(240), until: 600)
        for start in [0, 120, 60, 180] as [Int64] { log.note(key(start)) }
        log.note(key(100, output: 1))
        for start in [60, 240] as [Int64] { _ = log.revise(key(start), at: 0) }
        #expect(log.ownStarts(behind: key(0), until: 240) == [60, 120, 180])
        #expect(log.ownStarts(behind: key(60), until: 180) == [120])
        // The first one waits: its revision will have to tell the rest of the run.
        log.forgetRuns { $0.start < 240 }
        #expect(log.runs == [key(0): 180, key(240): 600])
        _ = log.revise(key(0), at: 0)
        log.forgetRuns { $0.start < 240 }
        #expect(log.runs == [key(240): 600])
    }

    @Test func `what is forgotten counts anew, the rest goes on`() {
        var log = RevisionLog(interval: 30)
        for start in [0, 60] as [Int64] {
            _ = log.revise(key(start), at: 0)
            _ = log.revise(key(start, output: 1), at: 0)
            log.noteTold(key(start))
        }
        log.forget(outputs: [0], before: 60)
        #expect(log.revise(key(0), at: 0) == 1)
        #expect(log.revise(key(60), at: 0) == 2)
        #expect(log.revise(key(0, output: 1), at: 0) == 2)
        #expect(!log.isTold(key(0)))
        #expect(log.isTold(key(60)))
    }
}
