// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Sinks

struct ReceiverLineTests {
    private func post(_ line: inout ReceiverLine, _ now: Int64, _ answer: PushAnswer) -> String? {
        let moment = ReceiverMoment(now: now, wall: 0, random: 1)
        return line.post([], at: moment) { _ in answer }.notice?.text
    }

    @Test func `each cause is told once until another comes or it answers`() {
        var line = ReceiverLine(.webhook)
        let told = [
            .status(500, excerpt: "a"), .status(500, excerpt: "b"), .none("Timeout was reached"),
            .status(200, excerpt: ""), .status(200, excerpt: ""), .status(500, excerpt: "c"),
        ].map { post(&line, 0, $0) }
        #expect(
            told == [
                "it answers with status 500: a", nil, "Timeout was reached",
                "it takes alerts again", nil, "it answers with status 500: c",
            ]
        )
    }

    @Test func `a refusal closes nothing and an answer opens with the shortest wait`() {
        var line = ReceiverLine(.webhook)
        _ = post(&line, 0, .none("x"))
        _ = post(&line, 1_000, .none("x"))
        #expect(!line.isOpen(at: 2_999) && line.isOpen(at: 3_000))
        _ = post(&line, 3_000, .status(400, excerpt: ""))
        #expect(line.isOpen(at: 3_000))
        _ = post(&line, 3_000, .none("x"))
        #expect(line.isOpen(at: 4_000))
        let status = line.status(waiting: 3, limit: 9, dropped: 2)
        #expect(
            status.requests.map { "\($0.name) \($0.count)" } == [
                "accepted 0", "refused 1", "failed 3",
            ]
        )
        #expect((status.waiting, status.limit, status.dropped) == (3, 9, 2))
    }
}
