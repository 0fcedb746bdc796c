// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Story

struct AgendaTests {
    @Test func `the earliest comes first, whatever the order of adding`() {
        var random = StoryRandom(seed: 9)
        var agenda = Agenda(capacity: 1_000)
        var times: [Int64] = []
        var taken: [Int64] = []
        for _ in 0..<1_000 {
            let time = random.number(0...300)
            times.append(time)
            let isAdded = agenda.add(Appointment(.visit, at: time))
            #expect(isAdded)
        }
        for _ in 0..<1_000 { taken.append(agenda.next().time) }
        #expect(taken == times.sorted())
    }

    @Test func `a full agenda refuses and keeps what it has`() {
        var agenda = Agenda(capacity: 2)
        let added = (1...3).map { agenda.add(Appointment(.visit, at: $0)) }
        #expect(added == [true, true, false])
        let first = agenda.next().time
        #expect(first == 1 && agenda.count == 1)
    }
}
