// SPDX-License-Identifier: Apache-2.0

import Testing
import Windowing

struct PartitionWatermarksIdlenessTests {
    /// Partitions 0 up to `count`, out of order by 60, idle after 30.
    private func watermarks(_ count: Int, start: Int64? = nil) -> PartitionWatermarks {
        let watermarks = PartitionWatermarks(outOfOrderness: 60, idleAfter: 30, start: start)
        for _ in 0..<count { _ = watermarks.addPartition() }
        return watermarks
    }

    /// One partition with an event at 1,060, read to its end at 0: idle from 30 at 1,000.
    private func quiet() -> PartitionWatermarks {
        let watermarks = watermarks(1)
        watermarks.observe(0, eventTime: 1_060, now: 0)
        watermarks.endOfPartition(0, now: 0)
        return watermarks
    }

    @Test func `a quiet partition that was not read to its end is not idle`() {
        let watermarks = watermarks(1)
        watermarks.observe(0, eventTime: 1_060, now: 0)
        watermarks.tick(now: 1_000_000, sourceIsHealthy: true)
        #expect(!watermarks.isIdle(0))
        #expect(watermarks.current == 1_000)
    }

    @Test func `a record after the end was reached asks for the end again`() {
        let watermarks = quiet()
        watermarks.observe(0, eventTime: 1_060, now: 10)
        watermarks.tick(now: 1_000, sourceIsHealthy: true)
        #expect(!watermarks.isIdle(0))
        watermarks.endOfPartition(0, now: 1_001)
        watermarks.tick(now: 1_031, sourceIsHealthy: true)
        #expect(watermarks.isIdle(0))
    }

    @Test func `a retired partition holds nothing, whatever is said of it`() {
        let watermarks = watermarks(2)
        watermarks.observe(0, eventTime: 100, now: 0)
        watermarks.observe(1, eventTime: 5_060, now: 0)
        watermarks.retire(0, now: 1)
        watermarks.retire(0, now: 1)
        #expect(watermarks.isIdle(0) && watermarks.current == 5_000)
        watermarks.tick(now: 10, sourceIsHealthy: false)
        watermarks.recordSeen(0, now: 11)
        watermarks.endOfPartition(0, now: 11)
        #expect(watermarks.isIdle(0) && !watermarks.isIdle(1))
        watermarks.observe(1, eventTime: 6_060, now: 12)
        watermarks.endOfPartition(1, now: 20)
        watermarks.tick(now: 57, sourceIsHealthy: true)
        #expect(watermarks.current == 6_007 && watermarks.closedByIdle)
        // Kept and read again, it must be retired anew.
        #expect(watermarks.clock(of: 0).marks == 7)
        watermarks.forgetEnds(now: 60)
        #expect(!watermarks.isIdle(0) && watermarks.current == 6_007)
    }

    @Test func `where the last that holds the watermark retires, time goes on from then`() {
        let watermarks = quiet()
        _ = watermarks.addPartition()
        watermarks.tick(now: 90, sourceIsHealthy: true)
        watermarks.retire(1, now: 100)
        #expect(watermarks.current == 1_000)
        watermarks.tick(now: 107, sourceIsHealthy: true)
        #expect(watermarks.current == 1_007)
    }

    @Test func `where all have retired the watermark stands where the furthest behind held it`() {
        let watermarks = watermarks(2)
        watermarks.observe(0, eventTime: 100, now: 0)
        watermarks.observe(1, eventTime: 5_060, now: 0)
        #expect(watermarks.current == 40)
        watermarks.retire(1, now: 1)
        watermarks.retire(0, now: 1)
        watermarks.tick(now: 10, sourceIsHealthy: false)
        #expect(watermarks.current == 40)
    }

    @Test func `an idle partition does not hold the others`() {
        let watermarks = watermarks(2)
        watermarks.observe(0, eventTime: 100, now: 0)
        watermarks.endOfPartition(0, now: 0)
        watermarks.observe(1, eventTime: 5_060, now: 20)
        watermarks.tick(now: 29, sourceIsHealthy: true)
        #expect(watermarks.current == 40)
        watermarks.tick(now: 30, sourceIsHealthy: true)
        #expect(watermarks.isIdle(0) && !watermarks.isIdle(1))
        #expect(watermarks.current == 5_000 && !watermarks.closedByIdle)
    }

    @Test func `when all are idle it goes on from its own value with elapsed time`() {
        let watermarks = quiet()
        watermarks.tick(now: 29, sourceIsHealthy: true)
        #expect(watermarks.current == 1_000 && !watermarks.isIdle(0))
        watermarks.tick(now: 30, sourceIsHealthy: true)
        #expect(watermarks.current == 1_000 && watermarks.isIdle(0))
        #expect(!watermarks.closedByIdle)
        watermarks.tick(now: 37, sourceIsHealthy: true)
        #expect(watermarks.current == 1_007)
        #expect(watermarks.closedByIdle)
    }

    @Test func `time counts from the moment of idleness, however late the tick`() {
        let watermarks = quiet()
        watermarks.tick(now: 45, sourceIsHealthy: true)
        #expect(watermarks.current == 1_015)
    }

    @Test func `time counts from the moment when the last one became idle`() {
        let watermarks = watermarks(2)
        watermarks.observe(0, eventTime: 1_060, now: 0)
        watermarks.endOfPartition(0, now: 0)
        watermarks.observe(1, eventTime: 2_060, now: 100)
        watermarks.endOfPartition(1, now: 100)
        watermarks.tick(now: 200, sourceIsHealthy: true)
        // At 30 the first stops holding the second's 2,000; from 130 on time is added.
        #expect(watermarks.current == 2_070)
    }

    @Test(arguments: [[0, 1], [1, 0], [0, 0]] as [[Int64]])
    func `when all are idle the one furthest ahead counts, whichever became so last`(
        ends: [Int64]
    ) {
        let watermarks = watermarks(2)
        watermarks.observe(0, eventTime: 1_060, now: 0)
        watermarks.observe(1, eventTime: 2_060, now: 0)
        for (partition, end) in ends.enumerated() {
            watermarks.endOfPartition(partition, now: end)
        }
        watermarks.tick(now: 31, sourceIsHealthy: true)
        let elapsed = 1 - (ends.max() ?? 0)
        #expect(watermarks.current == 2_000 + elapsed)
        #expect(watermarks.closedByIdle == (elapsed > 0))
    }

    @Test func `one without an event does not keep the watermark unset when all are idle`() {
        let watermarks = watermarks(2)
        watermarks.observe(0, eventTime: 1_060, now: 0)
        watermarks.endOfPartition(0, now: 0)
        watermarks.endOfPartition(1, now: 0)
        watermarks.tick(now: 30, sourceIsHealthy: true)
        #expect(watermarks.current == 1_000)
    }

    @Test func `after an outage all silence ends at once, and the one furthest ahead counts`() {
        let watermarks = watermarks(2)
        watermarks.observe(0, eventTime: 1_060, now: 0)
        watermarks.endOfPartition(0, now: 0)
        watermarks.observe(1, eventTime: 2_060, now: 20)
        watermarks.endOfPartition(1, now: 20)
        watermarks.tick(now: 25, sourceIsHealthy: false)
        watermarks.tick(now: 54, sourceIsHealthy: true)
        #expect(watermarks.current == 1_000)
        watermarks.tick(now: 55, sourceIsHealthy: true)
        #expect(watermarks.current == 2_000)
    }

    @Test func `an end that is told again does not prolong the quiet time`() {
        let watermarks = quiet()
        watermarks.endOfPartition(0, now: 25)
        watermarks.tick(now: 30, sourceIsHealthy: true)
        #expect(watermarks.isIdle(0))
        watermarks.endOfPartition(0, now: 31)
        #expect(watermarks.isIdle(0))
    }

    @Test func `the first event after idleness stops the aging and pulls nothing back`() {
        let watermarks = quiet()
        watermarks.tick(now: 130, sourceIsHealthy: true)
        #expect(watermarks.current == 1_100)
        watermarks.observe(0, eventTime: 1_070, now: 131)
        #expect(!watermarks.isIdle(0))
        watermarks.tick(now: 500, sourceIsHealthy: true)
        #expect(watermarks.current == 1_100 && watermarks.closedByIdle)
        #expect(watermarks.watermark(of: 0) == 1_010)
        watermarks.observe(0, eventTime: 1_161, now: 501)
        #expect(watermarks.current == 1_101 && !watermarks.closedByIdle)
    }

    @Test func `a partition that returns with older events holds the others again`() {
        let watermarks = watermarks(2)
        watermarks.observe(0, eventTime: 100, now: 0)
        watermarks.endOfPartition(0, now: 0)
        watermarks.observe(1, eventTime: 5_060, now: 20)
        watermarks.tick(now: 30, sourceIsHealthy: true)
        watermarks.observe(0, eventTime: 200, now: 31)
        watermarks.observe(1, eventTime: 6_060, now: 32)
        #expect(watermarks.current == 5_000)
        watermarks.observe(0, eventTime: 5_560, now: 33)
        #expect(watermarks.current == 5_500)
    }

    @Test func `a record without a usable event ends idleness, too`() {
        let watermarks = quiet()
        watermarks.tick(now: 130, sourceIsHealthy: true)
        watermarks.recordSeen(0, now: 131)
        #expect(!watermarks.isIdle(0))
        watermarks.tick(now: 1_000, sourceIsHealthy: true)
        #expect(watermarks.current == 1_100)
    }

    @Test func `nothing ages while the source is unhealthy`() {
        let watermarks = quiet()
        watermarks.tick(now: 40, sourceIsHealthy: true)
        #expect(watermarks.current == 1_010)
        watermarks.tick(now: 10_000, sourceIsHealthy: false)
        #expect(watermarks.current == 1_010 && !watermarks.isIdle(0))
    }

    @Test func `after an outage silence begins anew`() {
        let watermarks = watermarks(2)
        for partition in 0..<2 {
            watermarks.observe(partition, eventTime: 1_060, now: 0)
            watermarks.endOfPartition(partition, now: 0)
        }
        watermarks.tick(now: 10_000, sourceIsHealthy: false)
        watermarks.tick(now: 10_029, sourceIsHealthy: true)
        // The backlog of one comes before that of the other.
        watermarks.observe(0, eventTime: 9_060, now: 10_029)
        #expect(watermarks.current == 1_000)
        watermarks.tick(now: 10_030, sourceIsHealthy: true)
        #expect(watermarks.isIdle(1))
        #expect(watermarks.current == 9_000)
    }

    @Test func `without start and events it stays unset until idleness begins at a time`() {
        let watermarks = watermarks(1)
        watermarks.endOfPartition(0, now: 0)
        watermarks.tick(now: 1_000, sourceIsHealthy: true)
        #expect(watermarks.isIdle(0) && watermarks.current == .min)
        watermarks.beginIdle(at: 7_000)
        #expect(watermarks.current == 7_000)
        watermarks.tick(now: 1_005, sourceIsHealthy: true)
        #expect(watermarks.current == 7_005 && watermarks.closedByIdle)
        watermarks.beginIdle(at: 9_000)
        #expect(watermarks.current == 7_005, "only where it is unset")
    }

    @Test func `with a start it ages without any event`() {
        let watermarks = watermarks(2, start: 500)
        watermarks.endOfPartition(0, now: 0)
        watermarks.endOfPartition(1, now: 10)
        watermarks.tick(now: 50, sourceIsHealthy: true)
        #expect(watermarks.current == 510)
    }

    @Test func `a partition added while all are idle stops the aging until it is idle`() {
        let watermarks = quiet()
        watermarks.tick(now: 40, sourceIsHealthy: true)
        _ = watermarks.addPartition()
        watermarks.tick(now: 100, sourceIsHealthy: true)
        #expect(watermarks.current == 1_010)
        watermarks.endOfPartition(1, now: 100)
        watermarks.tick(now: 135, sourceIsHealthy: true)
        #expect(watermarks.current == 1_015)
    }

    @Test func `without partitions nothing ages`() {
        let watermarks = watermarks(0, start: 5)
        watermarks.tick(now: 1_000, sourceIsHealthy: true)
        #expect(watermarks.current == 5)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `it agrees with a model that lives every millisecond`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let start: Int64? = Bool.random(using: &random) ? 1_000 : nil
        let watermarks = PartitionWatermarks(outOfOrderness: 60, idleAfter: 30, start: start)
        var model = WatermarkModel(outOfOrderness: 60, idleAfter: 30, start: start)
        var eventTime: Int64 = 1_000
        var last = watermarks.current
        for _ in 0..<1_000 {
            let isHealthy = Int.random(in: 0..<20, using: &random) > 0
            model.pass(.random(in: 0...40, using: &random), isHealthy: isHealthy)
            watermarks.tick(now: model.now, sourceIsHealthy: isHealthy)
            eventTime += .random(in: 0...20, using: &random)
            let partition = Int.random(in: 0..<4, using: &random)
            switch Int.random(in: 0..<12, using: &random) {
            case _ where partition >= model.partitions.count:
                _ = watermarks.addPartition()
                model.add()
            case 0...2:
                let time = eventTime + .random(in: -100...100, using: &random)
                watermarks.observe(partition, eventTime: time, now: model.now)
                model.observe(partition, time)
            case 3:
                watermarks.recordSeen(partition, now: model.now)
                model.recordSeen(partition)
            default:
                watermarks.endOfPartition(partition, now: model.now)
                model.end(partition)
            }
            #expect(watermarks.current == model.current, "seed \(seed)")
            #expect(watermarks.closedByIdle == model.isAged, "seed \(seed)")
            let idle = (0..<model.partitions.count).map(watermarks.isIdle)
            #expect(idle == model.partitions.map(\.isIdle), "seed \(seed)")
            #expect(watermarks.current >= last, "seed \(seed)")
            last = watermarks.current
        }
    }
}
