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

    @Test func `of one that comes late a copy is known as long as of one that comes in time`() {
        var filter = filter()
        let first = filter.admit(event(7, at: 500), watermark: 9_000)
        let again = filter.admit(event(7, at: 500), watermark: 9_999)
        let forgotten = filter.admit(event(7, at: 500), watermark: 10_000)
        #expect(first && !again && forgotten)
    }

    @Test func `mail is remembered longer`() {
        var filter = filter()
        _ = filter.admit(event(7, at: 0, .messageOpened), watermark: .min)
        let again = filter.admit(event(7, at: 0, .messageOpened), watermark: 1_999)
        let forgotten = filter.admit(event(7, at: 0, .messageOpened), watermark: 2_000)
        #expect(!again)
        #expect(forgotten)
    }

    @Test func `without a window no id is remembered, of mail by a window of its own`() {
        var parameters = TrackerParameters()
        (parameters.dedupWindow, parameters.dedupEmailWindow) = (0, 2_000)
        var filter = DuplicateFilter(parameters)
        let views = (0..<3).map { _ in filter.admit(event(7, at: 900), watermark: 500) }
        let mails = (0..<2).map { _ in
            filter.admit(event(8, at: 900, .messageOpened), watermark: 500)
        }
        let unknown = filter.admit(event(0, at: 900), watermark: .min)
        #expect(views == [true, true, true] && mails == [true, false] && unknown)
        let count = filter.count
        #expect(count == 1)
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

    @Test func `a full filter forgets the oldest ids first, and says how far back it knows`() {
        var filter = filter(limit: 2)
        let whole = filter.horizon(watermark: 0)
        for id in 1...3 as ClosedRange<UInt64> {
            let isNew = filter.admit(event(id, at: Int64(id) * 1_000), watermark: 0)
            #expect(isNew)
        }
        let newest = filter.admit(event(3, at: 3_000), watermark: 0)
        #expect(!newest, "the newest is known")
        let count = filter.count
        #expect(count <= 2)
        let horizon = filter.horizon(watermark: 0)
        #expect(horizon < whole)
    }

    @Test func `a filter at its limit still knows the recent ids`() {
        var filter = filter(limit: 50_000)
        var known = 0
        for number in 0..<200_000 as Range<Int64> {
            // 200 ids a millisecond: the limit holds a quarter of the window of 1,000.
            let time = number / 200
            let id = HashMix.combine(UInt64(number), 3)
            let isNew = filter.admit(event(id, at: time), watermark: time - 10)
            #expect(isNew)
            guard number % 100 == 99 else { continue }
            let recent = HashMix.combine(UInt64(max(0, number - 10_000)), 3)
            let isAdmitted = filter.admit(event(recent, at: time), watermark: time - 10)
            if !isAdmitted { known += 1 }
        }
        #expect(known == 2_000, "\(known) of 2,000 that came 50 ms ago")
        let horizon = filter.horizon(watermark: 990)
        #expect((50...300).contains(horizon), "\(horizon)")
    }
}
