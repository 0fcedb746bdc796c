// SPDX-License-Identifier: Apache-2.0

import KPIs
import Pipeline
import RingBuffers
import Synchronization

/// Makes the snapshots of a replay and writes them, on a thread of its own, in the order in which
/// values are appended.
///
/// One other thread appends; it waits where the writing does not follow.
final class ReplaySink: @unchecked Sendable {
    // Unchecked: `output` and `failure` belong to the writing thread until it has ended, the other
    // variables to the one that appends.

    private final class Batch: Sendable {
        let values: [WindowValue]

        init(_ values: [WindowValue]) { self.values = values }
    }

    /// Values are handed over in such numbers.
    private static let batchSize = 512
    /// Batches that wait for being written.
    private static let room = 4

    /// Values that were appended.
    private(set) var count = 0

    private let maker: SnapshotMaker
    private let encoder: SnapshotEncoder
    private var output: OutputFile
    private var failure: ProgramError?
    private var pending: [WindowValue] = []
    private var sender: SPSCMailbox<Batch>.Sender
    private var receiver: SPSCMailbox<Batch>.Receiver?
    private var thread: PipelineThread?
    private var isEnded = false
    /// Nothing more is appended.
    private let isLast = Atomic(false)
    private let hasFailed = Atomic(false)

    /// A sink that writes to a file.
    init(_ maker: SnapshotMaker, _ encoder: SnapshotEncoder, output: consuming OutputFile) {
        self.maker = maker
        self.encoder = encoder
        self.output = output
        var mailbox = SPSCMailbox<Batch>(capacity: Self.room)
        sender = mailbox.takeSender()
        receiver = mailbox.takeReceiver()
    }

    /// Has values written.
    ///
    /// - Throws: earlier ones could not be.
    func append(_ values: [WindowValue]) throws(ProgramError) {
        count += values.count
        pending += values
        guard pending.count >= Self.batchSize else { return }
        var rest = pending[...]
        while rest.count >= Self.batchSize {
            try send(Array(rest.prefix(Self.batchSize)))
            rest = rest.dropFirst(Self.batchSize)
        }
        pending = Array(rest)
    }

    /// Waits until all that was appended is written, and writes out the file.
    ///
    /// - Throws: it could not be.
    func finish() throws(ProgramError) {
        try end()
        try output.flush()
    }

    /// Waits until all that was appended is written; nothing more can be.
    ///
    /// - Throws: it could not be.
    func end() throws(ProgramError) {
        if !pending.isEmpty {
            let rest = pending
            pending = []
            try send(rest)
        }
        try join()
    }

    private func send(_ values: [WindowValue]) throws(ProgramError) {
        if isEnded { return try join() }
        if thread == nil { thread = PipelineThread(name: "sg-replay-out") { self.write() } }
        let batch = Batch(values)
        var pause = ParkingWaitStrategy()
        repeat {
            if hasFailed.load(ordering: .relaxed) { return try join() }
            if sender.trySend(batch) { return }
            pause.wait()
        } while true
    }

    /// Waits for the end of the writing thread.
    private func join() throws(ProgramError) {
        isLast.store(true, ordering: .releasing)  // Pairs with the load in `write`.
        thread?.join()
        thread = nil
        isEnded = true
        if let failure { throw failure }
    }

    private func write() {
        guard var batches = receiver.take() else {
            preconditionFailure("the thread is started once")
        }
        var pause = ParkingWaitStrategy()
        while true {
            // Asked first: who sees it sees all batches that were sent before.
            let isLast = isLast.load(ordering: .acquiring)
            if let batch = batches.tryReceive() {
                do throws(ProgramError) {
                    try write(batch.values, &output)
                } catch {
                    failure = error
                    hasFailed.store(true, ordering: .relaxed)
                    return
                }
                pause.reset()
            } else if isLast {
                return
            } else {
                pause.wait()
            }
        }
    }

    // The output is that of the sink: its exclusive use is checked once a batch.
    private func write(_ values: [WindowValue], _ output: inout OutputFile) throws(ProgramError) {
        for value in values {
            let snapshot = maker.snapshot(of: value)
            try output.appendLine { bytes in
                encoder.append(snapshot, emitted: value.watermark, to: &bytes)
            }
        }
    }
}
