// SPDX-License-Identifier: Apache-2.0

import Testing
import Windowing

struct PartitionWatermarksTests {
    /// Partitions 0 up to `count`, out of order by 60, idle after 30.
    private func watermarks(_ count: Int, start: Int64? = nil) -> PartitionWatermarks {
        let watermarks = PartitionWatermarks(outOfOrderness: 60, idleAfter: 30, start: start)
        for partition in 0..<count { #expect(watermarks.addPartition() == partition) }
        return watermarks
    }

    @Test func `it is unset before the first event`() {
        let watermarks = watermarks(1)
        #expect(watermarks.current == .min)
        #expect(watermarks.watermark(of: 0) == .min)
        #expect(!watermarks.isIdle(0))
    }

    @Test func `it begins at the start`() {
        let watermarks = watermarks(1, start: 500)
        #expect(watermarks.current == 500)
        watermarks.observe(0, eventTime: 559, now: 0)
        #expect(watermarks.current == 500)
        watermarks.observe(0, eventTime: 561, now: 0)
        #expect(watermarks.current == 501)
    }

    @Test func `one partition's is its largest event time less the disorder`() {
        let watermarks = watermarks(1)
        watermarks.observe(0, eventTime: -1_000, now: 0)
        #expect(watermarks.current == -1_060)
        watermarks.observe(0, eventTime: 1_000, now: 0)
        watermarks.observe(0, eventTime: 900, now: 0)
        #expect(watermarks.current == 940)
        #expect(watermarks.watermark(of: 0) == 940)
    }

    @Test func `all have the smallest of the partitions`() {
        let watermarks = watermarks(3)
        watermarks.observe(0, eventTime: 1_000, now: 0)
        watermarks.observe(1, eventTime: 800, now: 0)
        #expect(watermarks.current == .min, "the third has had no event")
        watermarks.observe(2, eventTime: 900, now: 0)
        #expect(watermarks.current == 740)
        watermarks.observe(1, eventTime: 2_000, now: 0)
        #expect(watermarks.current == 840)
        #expect(watermarks.watermark(of: 1) == 1_940)
    }

    @Test func `two partitions with the same time both have to advance`() {
        let watermarks = watermarks(2)
        watermarks.observe(0, eventTime: 100, now: 0)
        watermarks.observe(1, eventTime: 100, now: 0)
        watermarks.observe(0, eventTime: 200, now: 0)
        #expect(watermarks.current == 40)
        watermarks.observe(1, eventTime: 300, now: 0)
        #expect(watermarks.current == 140)
    }

    @Test func `a partition added later holds it until it has an event`() {
        let watermarks = watermarks(1)
        watermarks.observe(0, eventTime: 1_000, now: 0)
        #expect(watermarks.addPartition() == 1)
        watermarks.observe(0, eventTime: 2_000, now: 0)
        #expect(watermarks.current == 940)
        watermarks.observe(1, eventTime: 100, now: 0)
        #expect(watermarks.current == 940, "and it never goes back")
        watermarks.observe(1, eventTime: 1_500, now: 0)
        #expect(watermarks.current == 1_440)
    }

    @Test func `a partition added later holds it until it is idle`() {
        let watermarks = watermarks(1)
        watermarks.observe(0, eventTime: 1_000, now: 0)
        #expect(watermarks.addPartition() == 1)
        watermarks.observe(0, eventTime: 2_000, now: 0)
        watermarks.endOfPartition(1, now: 10)
        watermarks.tick(now: 39, sourceIsHealthy: true)
        #expect(watermarks.current == 940)
        watermarks.tick(now: 40, sourceIsHealthy: true)
        #expect(watermarks.current == 1_940)
        #expect(!watermarks.closedByIdle, "an event brought it that far")
    }

    @Test func `no more partitions are added than there is room for`() {
        let watermarks = PartitionWatermarks(
            outOfOrderness: 0,
            idleAfter: 0,
            start: nil,
            maximumPartitions: 2
        )
        #expect(watermarks.addPartition() == 0)
        #expect(watermarks.addPartition() == 1)
        #expect(watermarks.addPartition() == nil)
        #expect(watermarks.partitionCount == 2)
    }

    @Test func `a partition that was not added is refused`() async {
        await #expect(processExitsWith: .failure) {
            let watermarks = PartitionWatermarks(outOfOrderness: 0, idleAfter: 0, start: nil)
            watermarks.observe(0, eventTime: 0, now: 0)
        }
    }
}
