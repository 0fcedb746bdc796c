// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct AliasTrackerTests {
    private func tracker(limit: Int = 100) -> AliasTracker {
        var parameters = TrackerParameters()
        parameters.aliasLimit = limit
        return AliasTracker(parameters)
    }

    private func event(user: UInt64 = 0, anonymous: UInt64 = 0, device: UInt64 = 0) -> Event {
        .make(.pageView, at: 0) {
            $0.user = user
            $0.anonymous = anonymous
            $0.device = device
        }
    }

    @Test func `without ids there is no actor`() {
        var tracker = tracker()
        let actor = tracker.join(event())
        #expect(actor.device == 0)
        #expect(actor.person == 0)
        #expect(!actor.isJoined)
    }

    @Test func `the device key is the anonymous id, else the device, else the user`() {
        let tracker = tracker()
        #expect(tracker.resolve(event(user: 1, anonymous: 2, device: 3)).device == 2)
        #expect(tracker.resolve(event(user: 1, device: 3)).device == 3)
        #expect(tracker.resolve(event(user: 1)).device == 1)
        #expect(tracker.resolve(event(anonymous: 2, device: 3)).person == 2)
    }

    @Test func `a device belongs to the user who joined it last, and a user to the last device`() {
        var tracker = tracker()
        let first = tracker.join(event(user: 1, anonymous: 20))
        #expect(first.isJoined)
        #expect(first.person == 1)
        let again = tracker.join(event(user: 1, anonymous: 20))
        #expect(!again.isJoined, "it is joined already")
        #expect(tracker.resolve(event(anonymous: 20)).person == 1)
        #expect(tracker.resolve(event(user: 1)).device == 20)
        _ = tracker.join(event(user: 1, device: 30))
        #expect(tracker.resolve(event(user: 1)).device == 30)
        let other = tracker.join(event(user: 2, anonymous: 20))
        #expect(other.isJoined)
        #expect(tracker.resolve(event(anonymous: 20)).person == 2)
        #expect(tracker.resolve(event(device: 30)).person == 1)
    }

    @Test func `to look joins nothing, and ids of one kind alone join nothing`() {
        var tracker = tracker()
        _ = tracker.resolve(event(user: 1, anonymous: 20))
        _ = tracker.join(event(user: 1))
        _ = tracker.join(event(anonymous: 20, device: 30))
        #expect(tracker.count == 0)
        #expect(tracker.resolve(event(anonymous: 20)).person == 20)
    }

    @Test func `a full tracker leaves events the ids they carry`() {
        var tracker = tracker(limit: 2)
        _ = tracker.join(event(user: 1, anonymous: 20))
        let actor = tracker.join(event(user: 2, anonymous: 30))
        #expect(!actor.isJoined)
        #expect(actor.person == 2)
        #expect(actor.device == 30)
        #expect(tracker.resolve(event(anonymous: 30)).person == 30)
        #expect(tracker.refusedCount == 2)
    }
}
