// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct AliasTrackerStateTests {
    private static let day: Int64 = 86_400_000

    private func event(user: UInt64 = 0, anonymous: UInt64 = 0, day: Int64 = 0) -> Event {
        .make(.pageView, at: day * Self.day) { ($0.user, $0.anonymous) = (user, anonymous) }
    }

    private func image(_ record: (inout StateRecorder) -> Void) throws -> StateImage {
        var recorder = StateRecorder(clockOffset: 0)
        recorder.begin()
        record(&recorder)
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        return image
    }

    @Test func `joins come back with the day on which they were told`() throws {
        var tracker = AliasTracker(TrackerParameters())
        for user in UInt64(1)...100 {
            _ = tracker.join(event(user: user, anonymous: 1_000 + user, day: 10), watermark: .min)
        }
        let image = try image { tracker.joined.record(.aliases, to: &$0) }
        var restored = AliasTracker(TrackerParameters())
        try restored.restore(from: image, latest: 50 * Self.day)
        #expect(restored.count == 200)
        let end = 101 * Self.day
        #expect(restored.resolve(event(anonymous: 1_007), watermark: end - 1).person == 7)
        #expect(restored.resolve(event(user: 7), watermark: end - 1).device == 1_007)
        #expect(restored.resolve(event(anonymous: 1_007), watermark: end).person == 1_007)
    }

    @Test func `joins without a day count as told with the latest event`() throws {
        var table = ShardedTable<UInt64>(limit: 100)
        for key in UInt64(1)...20 {
            _ = table.findOrInsert(key << 50, initial: key, isExpired: { _ in false })
        }
        let image = try image { table.record(.aliases, to: &$0) }
        var restored = AliasTracker(TrackerParameters())
        try restored.restore(from: image, latest: 50 * Self.day + 1)
        #expect(restored.count == 20)
        let end = 141 * Self.day
        #expect(restored.resolve(event(anonymous: 7 << 50), watermark: end - 1).person == 7)
        #expect(restored.resolve(event(anonymous: 7 << 50), watermark: end).person == 7 << 50)
    }
}
