// SPDX-License-Identifier: Apache-2.0

import KPIs
import Synchronization
import Testing

@testable import Pipeline

struct CommitPortTests {
    /// Writes down what comes; fails from a sequence on.
    private final class Output: CommitOutput {
        private let written = Mutex<[UInt64]>([])
        private let failsFrom: UInt64

        init(failsFrom: UInt64 = .max) { self.failsFrom = failsFrom }

        var sequences: [UInt64] { written.withLock { $0 } }

        func write(_ batch: CommitBatch, stop: StopSignal) -> Bool {
            guard batch.sequence < failsFrom else { return false }
            written.withLock { $0.append(batch.sequence) }
            return true
        }
    }

    private let port = CommitPort()
    private let stop = StopSignal()

    private func send(
        counts: [RecordCounts] = [],
        outcomes: [EventOutcomes] = [],
        state: RecordedState? = nil
    ) {
        port.send(
            values: ValueBatch(limit: 1, watermark: 0, closing: nil),
            rejected: [],
            counts: counts,
            outcomes: outcomes,
            state: state
        )
    }

    @Test func `bytes of state are counted once they have arrived`() {
        let output = Output(failsFrom: 3)
        for count in [5, 7, 11] {
            let delta = Array(repeating: UInt8(0), count: count)
            send(state: RecordedState(delta: delta, isWhole: false, turns: 4, watermark: 0))
            port.serve(output, stop: stop) { true }
        }
        #expect(port.hasFailed && port.stateByteCount == 12)
    }

    @Test func `for how long a batch is tried is told while it is`() {
        /// Looks at the port while it writes.
        final class Watcher: CommitOutput {
            let port: CommitPort
            let pending = Mutex<[Int64]>([])
            init(_ port: CommitPort) { self.port = port }
            func write(_ batch: CommitBatch, stop: StopSignal) -> Bool {
                let later = SystemClock.monotonic + 5_000
                pending.withLock { $0.append(port.pendingMilliseconds(at: later)) }
                return true
            }
        }
        let watcher = Watcher(port)
        send()
        #expect(port.pendingMilliseconds(at: .max) == 0, "nobody has begun")
        port.serve(watcher, stop: stop) { true }
        #expect(watcher.pending.withLock { $0.first ?? 0 } >= 5_000)
        #expect(port.pendingMilliseconds(at: .max) == 0)
    }

    @Test func `a port is idle until a batch is handed over and when it has arrived`() {
        let output = Output()
        #expect(port.isIdle)
        send()
        #expect(!port.isIdle)
        port.serve(output, stop: stop) { true }
        #expect(port.isIdle)
        #expect(port.committedCount == 1)
        send()
        port.serve(output, stop: stop) { true }
        #expect(output.sequences == [1, 2])
        #expect(port.commitDurations.counts.reduce(0, +) == 2)
        #expect(!port.hasFailed)
    }

    @Test func `it serves what is left and then ends`() {
        let output = Output()
        port.serve(output, stop: stop) { true }
        #expect(output.sequences.isEmpty)
        send()
        var asked = 0
        port.serve(output, stop: stop) {
            asked += 1
            return asked > 3
        }
        #expect(output.sequences == [1])
    }

    @Test func `a batch that can never arrive ends it and leaves it busy`() {
        let output = Output(failsFrom: 2)
        send()
        port.serve(output, stop: stop) { true }
        send()
        port.serve(output, stop: stop) { false }
        #expect(port.hasFailed)
        #expect(!port.isIdle)
        #expect(port.committedCount == 1)
        port.serve(output, stop: stop) { false }
        #expect(output.sequences == [1])
    }

    @Test func `one batch is in flight at a time`() async {
        await #expect(processExitsWith: .failure) {
            let port = CommitPort()
            for _ in 0..<2 {
                port.send(
                    values: ValueBatch(limit: 1, watermark: 0, closing: nil),
                    rejected: [],
                    counts: [],
                    outcomes: []
                )
            }
        }
    }

    @Test func `barriers at which counts do not add up are counted`() {
        var counts = RecordCounts()
        counts.records = 1
        counts.decoded = 1
        counts.firstOffset = 0
        counts.nextOffset = 1
        counts.events = 1
        var outcomes = EventOutcomes()
        send(counts: [RecordCounts(), counts], outcomes: [EventOutcomes(), outcomes])
        port.serve(Output(), stop: stop) { true }
        #expect(port.violationCount == 1)
        outcomes.late = 1
        send(counts: [RecordCounts(), counts], outcomes: [EventOutcomes(), outcomes])
        port.serve(Output(), stop: stop) { true }
        #expect(port.violationCount == 1)
    }

    @Test func `batches of another thread arrive in order`() {
        let output = Output()
        let done = StopSignal()
        let (port, stop) = (port, stop)
        let server = PipelineThread(name: "commit") {
            port.serve(output, stop: stop) { done.isRaised }
        }
        for _ in 0..<200 {
            while !port.isIdle { SystemClock.sleep(milliseconds: 0) }
            send()
        }
        done.raise()
        server.join()
        #expect(output.sequences == Array(1...200))
        #expect(port.isIdle)
    }
}
