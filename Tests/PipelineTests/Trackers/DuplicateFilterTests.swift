// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct DuplicateFilterTests {
    private func filter(limit: Int = 100) -> DuplicateFilter {
        var parameters = TrackerParameters()
        parameters.dedupWindow = 1_000
        parameters.dedupEmailWindow = 2_000
        parameters.dedupLimit = limit
        return DuplicateFilter(parameters)
    }

    private func event(_ id: UInt64, at time: Int64, _ type: EventType = .pageView) -> Event {
        .make(type, at: time) { $0.id = id }
    }

    @Test func `an id counts once, until the watermark has passed its time by the window`() {
        var filter = filter()
        let first = filter.admit(event(7, at: 500), watermark: .min)
        let again = filter.admit(event(7, at: 900), watermark: 1_499)
        let forgotten = filter.admit(event(7, at: 1_600), watermark: 1_500)
        #expect(first)
        #expect(!again)
        #expect(forgotten)
        let remembered = filter.admit(event(7, at: 1_601), watermark: 2_599)
        #expect(!remembered, "from then on its time is the new one's")
    }

    @Test func `mail is remembered longer`() {
        var filter = filter()
        _ = filter.admit(event(7, at: 0, .messageOpened), watermark: .min)
        let again = filter.admit(event(7, at: 0, .messageOpened), watermark: 1_999)
        let forgotten = filter.admit(event(7, at: 0, .messageOpened), watermark: 2_000)
        #expect(!again)
        #expect(forgotten)
    }

    @Test func `different ids are different events`() {
        var filter = filter()
        let admitted = (1...50 as ClosedRange<UInt64>).filter {
            filter.admit(event($0 << 50 | $0, at: 0), watermark: .min)
        }
        #expect(admitted.count == 50)
        let count = filter.count
        #expect(count == 50)
    }

    @Test func `a full filter admits what it cannot remember, and says so`() {
        var filter = filter(limit: 2)
        let admitted = (1...4 as ClosedRange<UInt64>).filter {
            filter.admit(event($0, at: 0), watermark: .min)
        }
        #expect(admitted == [1, 2, 3, 4])
        let known = filter.admit(event(2, at: 0), watermark: .min)
        let unknown = filter.admit(event(4, at: 0), watermark: .min)
        #expect(!known)
        #expect(unknown)
        let (count, refused) = (filter.count, filter.refusedCount)
        #expect(count == 2)
        #expect(refused == 3)
        _ = filter.admit(event(5, at: 5_000), watermark: 1_000)
        let again = filter.admit(event(5, at: 5_000), watermark: 1_000)
        #expect(!again, "forgotten ids make room")
    }
}
