// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Sinks

struct AlertmanagerPushTests {
    private let fixture: AlertFixture
    private let held = Held(
        AlertmanagerPush(.alertmanager, application: "shop", generator: nil)
    )

    init() throws { fixture = try AlertFixture() }

    private func step(
        _ now: Int64,
        _ answer: PushAnswer
    ) -> (requests: [PushRequest], step: ReceiverStep) {
        var requests: [PushRequest] = []
        let moment = ReceiverMoment(now: now, wall: now, random: 1)
        let step = held.value.step(fixture.log.current, at: moment) { request in
            requests.append(request)
            return answer
        }
        return (requests, step)
    }

    @Test func `nothing is posted while nothing fires`() {
        #expect(step(0, .status(200, excerpt: "")).requests.isEmpty)
        #expect(held.value.status(now: 0).waiting == 0)
    }

    @Test func `what fires is posted to the interface of version 2`() {
        fixture.turn("IT", .ok, .warn)
        let (requests, step) = step(0, .status(200, excerpt: ""))
        #expect(requests.map(\.url) == ["http://am/api/v2/alerts"])
        #expect(requests.first?.text.hasPrefix(#"[{"labels":{"alertname":"web.visits","#) == true)
        #expect(step.hasMore && step.notice == nil)
    }

    @Test func `one that fails is tried again later, told of once, and of its return`() {
        fixture.turn("IT", .ok, .warn)
        let down = PushAnswer.none("Couldn't connect to server")
        let first = step(0, down)
        #expect(first.step.notice?.text == "Couldn't connect to server" && !first.step.hasMore)
        #expect(held.value.status(now: 0).waiting == 1)
        #expect(held.value.status(now: 0).trouble == "Couldn't connect to server")
        #expect(step(999, down).requests.isEmpty)
        let second = step(1_000, down)
        #expect(second.requests.count == 1 && second.step.notice == nil)
        #expect(step(2_999, down).requests.isEmpty)
        let third = step(3_000, .status(200, excerpt: ""))
        #expect(third.step.notice?.isTrouble == false)
        let status = held.value.status(now: 3_000)
        #expect(status.requests.map(\.count) == [1, 0, 2] && status.trouble == nil)
        #expect(status.waiting == 0)
    }

    @Test func `what it refuses is dropped and told with its answer`() {
        fixture.turn("IT", .ok, .warn)
        let refused = step(0, .status(400, excerpt: "bad label"))
        #expect(refused.step.notice?.text == "it answers with status 400: bad label")
        #expect(held.value.status(now: 0).dropped == 1)
        #expect(step(1, .status(400, excerpt: "")).requests.isEmpty)
    }
}
