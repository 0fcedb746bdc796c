// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct EngineTests {
    @Test(arguments: [false, true])
    func `what is read is counted, shown while it runs, and committed when it is final`(
        hasThread: Bool
    ) throws {
        let bench = try EngineBench(hasThread: hasThread)
        #expect(bench.await { bench.output.values.contains { $0.value.num == 3 } })
        #expect(bench.await { bench.engine.store.current.live[0]?.value.num == 1 })
        #expect(bench.engine.stop(withinMilliseconds: 30_000))
        let told = bench.output.values.filter { $0.value.num > 0 }
        #expect(told.map(\.start) == [EngineBench.midnight], "the last minute is not over")
        #expect(told.map(\.kind) == [.final])
        #expect(bench.engine.ages().map(\.name) == ["ingest", "commit", "live"])
        #expect(bench.engine.port.violationCount == 0)
    }

    @Test func `a batch that cannot arrive fails it`() throws {
        let bench = try EngineBench(refuses: true)
        #expect(bench.await { bench.engine.hasFailed })
        #expect(!bench.engine.stop(withinMilliseconds: 30_000))
        let status = bench.engine.publishedStatus()
        #expect(!status.isLive)
        #expect(status.reasons.contains("a batch could not be written"))
    }

    @Test func `a commit that hangs shows by its thread alone, also while the end waits for it`()
        throws
    {
        let bench = try EngineBench(isOpen: false)
        #expect(!bench.engine.stop(withinMilliseconds: 1))
        let areTold = bench.await {
            let ages = Dictionary(uniqueKeysWithValues: bench.engine.ages().map { ($0, $1) })
            return ages["commit", default: 0] > 0.6 && ages["ingest", default: 1] < 0.6
        }
        #expect(areTold)
        bench.output.isOpen.raise()
        #expect(bench.engine.stop(withinMilliseconds: 30_000))
    }

    @Test(arguments: [false, true])
    func `it gives up at the deadline, and drains when it can`(hasThread: Bool) throws {
        let bench = try EngineBench(hasThread: hasThread, isOpen: false)
        #expect(!bench.engine.stop(withinMilliseconds: 1))
        bench.output.isOpen.raise()
        #expect(bench.engine.stop(withinMilliseconds: 30_000))
    }
}
