// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct AliasTrackerTests {
    private static let day: Int64 = 86_400_000

    private func tracker(limit: Int = 100) -> AliasTracker {
        var parameters = TrackerParameters()
        parameters.aliasLimit = limit
        return AliasTracker(parameters)
    }

    private func event(
        user: UInt64 = 0,
        anonymous: UInt64 = 0,
        device: UInt64 = 0,
        day: Int64 = 0
    ) -> Event {
        .make(.pageView, at: day * Self.day) {
            $0.user = user
            $0.anonymous = anonymous
            $0.device = device
        }
    }

    @Test func `without ids there is no actor`() {
        var tracker = tracker()
        let actor = tracker.join(event(), watermark: .min)
        #expect(actor.device == 0)
        #expect(actor.person == 0)
        #expect(!actor.isJoined)
    }

    @Test func `the device key is the anonymous id, else the device, else the user`() {
        let tracker = tracker()
        #expect(
            tracker.resolve(event(user: 1, anonymous: 2, device: 3), watermark: .min).device == 2
        )
        #expect(tracker.resolve(event(user: 1, device: 3), watermark: .min).device == 3)
        #expect(tracker.resolve(event(user: 1), watermark: .min).device == 1)
        #expect(tracker.resolve(event(anonymous: 2, device: 3), watermark: .min).person == 2)
    }

    @Test func `a device belongs to the user who joined it last, and a user to the last device`() {
        var tracker = tracker()
        let first = tracker.join(event(user: 1, anonymous: 20), watermark: .min)
        #expect(first.isJoined)
        #expect(first.person == 1)
        let again = tracker.join(event(user: 1, anonymous: 20), watermark: .min)
        #expect(!again.isJoined, "it is joined already")
        #expect(tracker.resolve(event(anonymous: 20), watermark: .min).person == 1)
        #expect(tracker.resolve(event(user: 1), watermark: .min).device == 20)
        _ = tracker.join(event(user: 1, device: 30), watermark: .min)
        #expect(tracker.resolve(event(user: 1), watermark: .min).device == 30)
        let other = tracker.join(event(user: 2, anonymous: 20), watermark: .min)
        #expect(other.isJoined)
        #expect(tracker.resolve(event(anonymous: 20), watermark: .min).person == 2)
        #expect(tracker.resolve(event(device: 30), watermark: .min).person == 1)
    }

    @Test func `to look joins nothing, and ids of one kind alone join nothing`() {
        var tracker = tracker()
        _ = tracker.resolve(event(user: 1, anonymous: 20), watermark: .min)
        _ = tracker.join(event(user: 1), watermark: .min)
        _ = tracker.join(event(anonymous: 20, device: 30), watermark: .min)
        #expect(tracker.count == 0)
        #expect(tracker.resolve(event(anonymous: 20), watermark: .min).person == 20)
    }

    @Test func `a full tracker leaves events the ids they carry`() {
        var tracker = tracker(limit: 2)
        _ = tracker.join(event(user: 1, anonymous: 20), watermark: .min)
        let actor = tracker.join(event(user: 2, anonymous: 30), watermark: .min)
        #expect(!actor.isJoined)
        #expect(actor.person == 2)
        #expect(actor.device == 30)
        #expect(tracker.resolve(event(anonymous: 30), watermark: .min).person == 30)
        #expect(tracker.refusedCount == 2)
    }

    @Test func `a join that nobody told or asked for in 90 days is forgotten`() {
        var tracker = tracker()
        let end = 91 * Self.day
        _ = tracker.join(event(user: 1, anonymous: 20), watermark: .min)
        #expect(tracker.resolve(event(anonymous: 20), watermark: end - 1).person == 1)
        #expect(tracker.resolve(event(anonymous: 20), watermark: end).person == 20)
        #expect(tracker.resolve(event(user: 1), watermark: end - 1).device == 20)
        #expect(tracker.resolve(event(user: 1), watermark: end).device == 1)
        let again = tracker.join(event(user: 1, anonymous: 20, day: 91), watermark: end)
        #expect(again.isJoined && again.isFirstJoin, "it is told as for the first time")
        #expect(tracker.resolve(event(anonymous: 20), watermark: 2 * end - 1).person == 1)
    }

    @Test func `a join is remembered on by each event that asks for it`() {
        var tracker = tracker()
        _ = tracker.join(event(user: 1, anonymous: 20), watermark: .min)
        let asked = event(anonymous: 20, day: 50)
        #expect(tracker.join(asked, watermark: 50 * Self.day).person == 1)
        // An older event shortens nothing, and a look is no use.
        _ = tracker.join(event(anonymous: 20, day: 40), watermark: 50 * Self.day)
        _ = tracker.resolve(event(anonymous: 20, day: 80), watermark: 80 * Self.day)
        let end = 141 * Self.day
        #expect(tracker.resolve(event(anonymous: 20), watermark: end - 1).person == 1)
        #expect(tracker.resolve(event(anonymous: 20), watermark: end).person == 20)
        // The way back from the user was not asked for.
        #expect(tracker.resolve(event(user: 1), watermark: 91 * Self.day).device == 1)
    }

    @Test func `a full tracker has room again where joins are forgotten`() {
        var tracker = tracker(limit: 2)
        _ = tracker.join(event(user: 1, anonymous: 20), watermark: .min)
        let day: Int64 = 91
        let actor = tracker.join(
            event(user: 2, anonymous: 30, day: day),
            watermark: day * Self.day
        )
        #expect(actor.isJoined && !actor.isRefused)
        #expect(tracker.count == 2)
    }
}
