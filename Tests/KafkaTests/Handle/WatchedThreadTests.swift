// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Testing

@testable import Kafka

struct WatchedThreadTests {
    @Test func `a call gives its answer`() {
        #expect(WatchedThread().run(withinMilliseconds: 60_000) { 42 } == 42)
    }

    @Test func `a call that does not end is left behind, and calls after it wait no longer`() {
        let thread = WatchedThread()
        let gate = DispatchSemaphore(value: 0)
        #expect(thread.run(withinMilliseconds: 10) { gate.wait() } == nil)
        #expect(thread.run(withinMilliseconds: 10) { 1 } == nil)
        gate.signal()
        #expect(thread.run(withinMilliseconds: 60_000) { 2 } == 2)
    }
}
