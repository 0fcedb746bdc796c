// SPDX-License-Identifier: Apache-2.0

import Events
import TestSupport
import Testing

@testable import Pipeline

/// That no id is lost, whatever the table does between commits.
struct `DuplicateFilter+StateTests` {
    private static let turns = 5

    private func filter(limit: Int) -> DuplicateFilter {
        var parameters = TrackerParameters()
        parameters.dedupWindow = 20_000
        parameters.dedupLimit = limit
        return DuplicateFilter(parameters)
    }

    /// Admits so many events of a time, a third of them for the second time.
    private func admit(
        _ count: Int,
        at time: Int64,
        _ ids: inout [UInt64],
        _ random: inout SplitMix64,
        by filter: inout DuplicateFilter
    ) {
        for _ in 0..<count {
            var id = random.next() | 1
            if !ids.isEmpty, random.chance(33) { id = random.pick(ids) } else { ids.append(id) }
            let event = Event.make(.pageView, at: time) { $0.id = id }
            _ = filter.admit(event, watermark: time - 1_000)
        }
    }

    private func image(of log: [[UInt8]]) throws -> StateImage {
        var image = StateImage()
        for delta in log { try image.apply(delta) }
        return image
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `the newest commits hold all ids, while the table grows and forgets`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var (ids, log) = ([UInt64](), [[UInt8]]())
        let limit = seed % 2 == 0 ? 1_000_000 : 6_000
        var original = filter(limit: limit)
        var recorder = StateRecorder(turns: Self.turns, clockOffset: 0)
        var time: Int64 = 0
        for commit in 0..<40 {
            time += random.number(0...2_000)
            admit(Int(random.number(0...900)), at: time, &ids, &random, by: &original)
            recorder.begin()
            original.record(to: &recorder)
            log.append(recorder.takeDelta())
            if log.count > Self.turns { log.removeFirst() }
            guard commit % 7 == 6 else { continue }
            var restored = filter(limit: limit)
            restored.cutoff = original.cutoff
            try restored.restore(from: try image(of: log), watermark: time - 1_000)
            for id in ids {
                let known = original.seen.find(id)?.value
                let found = restored.seen.find(id)?.value
                let isLive = known.map { $0 > max(time - 1_000, original.cutoff) } ?? false
                try #require(found == (isLive ? known : nil), "seed \(seed), commit \(commit)")
            }
        }
        #expect(ids.count > 5_000)
    }

    @Test func `an id that came is written once, and again with the turn of its range`() throws {
        var random = SplitMix64(seed: 9)
        var ids: [UInt64] = []
        var original = filter(limit: 1_000_000)
        var recorder = StateRecorder(clockOffset: 0)
        admit(100_000, at: 0, &ids, &random, by: &original)
        recorder.begin()
        original.record(to: &recorder)
        let whole = recorder.takeDelta().count
        admit(1_000, at: 1, &ids, &random, by: &original)
        recorder.begin()
        original.record(to: &recorder)
        let delta = recorder.takeDelta().count
        // A 64th of the table, and 16 bytes of each that came.
        #expect(delta < whole / 50 + 17 * 1_000)
    }

    @Test func `more than are written one by one bring the whole table`() throws {
        var original = filter(limit: 4_000_000)
        var recorder = StateRecorder(turns: 2, clockOffset: 0)
        recorder.begin()
        original.record(to: &recorder)
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        var random = SplitMix64(seed: 4)
        let ids = (0..<DuplicateFilter.mostFresh + 5).map { _ in random.next() | 1 }
        for id in ids {
            let event = Event.make(.pageView, at: 0) { $0.id = id }
            _ = original.admit(event, watermark: .min)
        }
        recorder.begin()
        original.record(to: &recorder)
        try image.apply(recorder.takeDelta())
        var restored = filter(limit: 4_000_000)
        try restored.restore(from: image, watermark: .min)
        #expect(restored.count == original.count)
        #expect(ids.allSatisfy { restored.seen.find($0) != nil })
    }

    @Test func `a limit below what is stored is told`() throws {
        var original = filter(limit: 1_000)
        var recorder = StateRecorder(clockOffset: 0)
        var random = SplitMix64(seed: 5)
        for _ in 0..<500 {
            let id = random.next() | 1
            let event = Event.make(.pageView, at: 0) { $0.id = id }
            _ = original.admit(event, watermark: .min)
        }
        recorder.begin()
        original.record(to: &recorder)
        let image = try image(of: [recorder.takeDelta()])
        var small = filter(limit: 100)
        do {
            try small.restore(from: image, watermark: .min)
            Issue.record("\(original.count) ids, and \(small.count) of them in 100 places")
        } catch {
            #expect(error.reason == .noRoom)
        }
    }

    @Test func `who remembers no ids takes none over`() throws {
        var random = SplitMix64(seed: 1)
        var ids: [UInt64] = []
        var original = filter(limit: 1_000)
        admit(300, at: 5_000, &ids, &random, by: &original)
        var recorder = StateRecorder(turns: Self.turns, clockOffset: 0)
        recorder.begin()
        original.record(to: &recorder)
        var parameters = TrackerParameters()
        (parameters.dedupWindow, parameters.dedupEmailWindow) = (0, 0)
        var forgetful = DuplicateFilter(parameters)
        try forgetful.restore(from: try image(of: [recorder.takeDelta()]), watermark: 0)
        let (kept, taken) = (original.count, forgetful.count)
        #expect(kept > 100 && taken == 0)
    }
}
