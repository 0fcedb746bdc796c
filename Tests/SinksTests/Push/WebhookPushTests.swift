// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Sinks

struct WebhookPushTests {
    private let fixture: AlertFixture
    private let held: Held<WebhookPush>

    init() throws {
        fixture = try AlertFixture(receivers: ["webhook/hook"])
        held = Held(WebhookPush(.webhook, fixture.log.receivers, origin: "shop-7"))
    }

    private func step(
        _ now: Int64,
        _ answer: PushAnswer = .status(200, excerpt: "")
    ) -> String? {
        var id: String?
        _ = held.value.step(at: ReceiverMoment(now: now, wall: now, random: 1)) { request in
            id = request.headers.first { $0.name == "Idempotency-Key" }?.value
            return answer
        }
        return id
    }

    @Test func `each change is told once, in order, as it stands on the topic`() {
        let change = fixture.turn("A", .ok, .warn)
        fixture.turn("A", .warn, .ok)
        var bodies: [[UInt8]] = []
        let moment = ReceiverMoment(now: 0, wall: 0, random: 1)
        _ = held.value.step(at: moment) { request in
            bodies.append(request.body)
            return .status(204, excerpt: "")
        }
        #expect(bodies == [change?.json])
        #expect(step(0) == "shop-7-2" && step(0) == nil)
        #expect(held.value.status().waiting == 0)
    }

    @Test func `a change that fails is tried again before the next`() {
        fixture.turn("A", .ok, .warn)
        fixture.turn("A", .warn, .ok)
        #expect(step(0, .status(500, excerpt: "")) == "shop-7-1")
        #expect(step(999) == nil)
        #expect(held.value.status().waiting == 2)
        #expect(step(1_000) == "shop-7-1" && step(1_000) == "shop-7-2")
    }

    @Test func `one that is tried too often is dropped and counted`() {
        fixture.turn("A", .ok, .warn)
        var now: Int64 = 0
        for _ in 0..<WebhookPush.mostAttempts {
            #expect(step(now, .none("no")) == "shop-7-1")
            now += PushBackoff.longest
        }
        #expect(step(now) == nil && held.value.status().dropped == 1)
    }

    @Test func `one that is refused is dropped at once`() {
        fixture.turn("A", .ok, .warn)
        #expect(step(0, .status(422, excerpt: "")) == "shop-7-1")
        #expect(step(0) == nil && held.value.status().dropped == 1)
    }

    @Test func `after a crash what was not told is told, under the same ids`() throws {
        for country in ["A", "B", "C"] { fixture.turn(country, .ok, .warn) }
        #expect(step(0) == "shop-7-1")
        let next = try fixture.restarted()
        next.log.receivers.register(["webhook/hook"])
        var after = WebhookPush(.webhook, next.log.receivers, origin: "shop-7")
        var ids: [String] = []
        for _ in 0..<4 {
            _ = after.step(at: ReceiverMoment(now: 0, wall: 0, random: 1)) { request in
                ids += request.headers.filter { $0.name == "Idempotency-Key" }.map(\.value)
                return .status(200, excerpt: "")
            }
        }
        #expect(ids == ["shop-7-2", "shop-7-3"])
    }
}
