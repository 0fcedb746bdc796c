// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct AnswerDeadlinesTests {
    @Test func `a connection is overdue once, when its time is up`() {
        var deadlines = AnswerDeadlines(limitMilliseconds: 100)
        deadlines.restart(7, at: 1_000)
        #expect(deadlines.takeOverdue(at: 1_099) == [])
        #expect(deadlines.takeOverdue(at: 1_100) == [7])
        #expect(deadlines.takeOverdue(at: 9_000) == [])
    }

    @Test func `an answer gives a connection its time anew`() {
        var deadlines = AnswerDeadlines(limitMilliseconds: 100)
        deadlines.restart(7, at: 1_000)
        deadlines.restart(8, at: 1_000)
        deadlines.restart(7, at: 1_050)
        #expect(deadlines.takeOverdue(at: 1_120) == [8])
        #expect(deadlines.takeOverdue(at: 1_150) == [7])
    }

    @Test func `the one that is due first leaves, once`() {
        var deadlines = AnswerDeadlines(limitMilliseconds: 100)
        for descriptor in Int32(0)..<20 { deadlines.restart(descriptor, at: 1_000) }
        deadlines.restart(0, at: 1_000)
        // In their order, also within a millisecond.
        for descriptor in Array(Int32(1)..<20) + [0] {
            #expect(deadlines.takeFirstDue() == descriptor)
        }
        #expect(deadlines.takeFirstDue() == nil)
    }

    @Test func `a connection that ended is not cut`() {
        var deadlines = AnswerDeadlines(limitMilliseconds: 100)
        deadlines.restart(7, at: 1_000)
        deadlines.remove(7)
        #expect(deadlines.takeOverdue(at: 5_000) == [])
    }
}
