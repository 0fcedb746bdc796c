// SPDX-License-Identifier: Apache-2.0

import KPIs

@testable import HTTPAPI

extension PublishedFixture {
    /// The text of `/metrics` in which every family has a sample.
    static func exposition() throws -> String {
        let fixture = try PublishedFixture()
        var missed = reading(0.25, num: 1, den: 4)
        missed.target = TargetStanding(status: .breach, since: end)
        fixture.store.publish(
            live: [.init(series: fixture.visits, reading: reading(3, num: 3))],
            finals: [.init(series: fixture.bounceRate, reading: missed)],
            status: status
        )
        let route = MetricsRoute(
            store: fixture.store,
            version: "1.2.3",
            streams: StreamCounts(limit: 1),
            staleAfterMilliseconds: 300_000,
            now: { end },
            process: { ProcessReading.current }
        )
        let answer = try route.answer(HTTPRequest(path: "/metrics"))
        return String(decoding: answer.body.bytes, as: UTF8.self)
    }
}
