// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct InstallTrackerTests {
    /// Two installations at most.
    private func tracker() -> InstallTracker {
        var parameters = TrackerParameters()
        parameters.actorLimit = 2
        return InstallTracker(parameters)
    }

    @Test func `a device counts once, at its earliest installation and by its values`() {
        var bench = FactBench()
        var tracker = tracker()
        let (italy, germany) = (bench.combination(2), bench.combination(3))
        for (time, country) in [(50, italy), (70, germany), (20, germany), (20, italy)] {
            let isTaken = tracker.handle(
                device: 9,
                time: Int64(time),
                combination: country,
                panes: &bench.panes
            )
            #expect(isTaken)
        }
        let (total, byCountry) = (bench.counted(), bench.countedByCountry())
        #expect(total == ["appInstalled 20": 1])
        #expect(byCountry == ["appInstalled 20 #3": 1], "the first arrived wins a tie")
    }

    @Test func `an installation is never forgotten`() {
        var bench = FactBench()
        var tracker = tracker()
        _ = tracker.handle(device: 9, time: 0, combination: 0, panes: &bench.panes)
        bench.panes.watermark = 1 << 42
        _ = tracker.handle(device: 9, time: 1 << 42, combination: 0, panes: &bench.panes)
        let counted = bench.counted()
        #expect(counted == ["appInstalled 0": 1])
    }

    @Test func `an earlier installation does not move where the old place cannot give it back`() {
        var bench = FactBench([FactBench.Shape(settle: 100, lateness: 0)])
        var tracker = tracker()
        bench.panes.watermark = 140
        _ = tracker.handle(device: 9, time: 50, combination: 0, panes: &bench.panes)
        _ = tracker.handle(device: 9, time: 30, combination: 0, panes: &bench.panes)
        let counted = bench.counted()
        #expect(counted == ["appInstalled 50": 1])
    }

    @Test func `a full tracker refuses a new device and says so`() {
        var bench = FactBench()
        var tracker = tracker()
        let taken = (1...3 as ClosedRange<UInt64>).filter {
            tracker.handle(device: $0, time: 0, combination: 0, panes: &bench.panes)
        }
        #expect(taken == [1, 2])
        let (count, refused, counted) = (tracker.count, tracker.refusedCount, bench.counted())
        #expect(count == 2)
        #expect(refused == 1)
        #expect(counted == ["appInstalled 0": 2])
    }
}
