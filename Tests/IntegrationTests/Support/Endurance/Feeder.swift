// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import TestSupport

/// Writes records a few at a time, whatever else happens, as far as it may.
final class Feeder: Sendable {
    private struct State {
        var allowed = 0
        var written = 0
        var failure: (any Error)?
        var isStopped = false
    }

    /// Between two writes, ms.
    private static let pause: UInt32 = 50
    /// A broker that is started anew may take that long, s.
    private static let patience = 120

    private let records: [TopicRecord]
    private let writer: TopicWriter
    private let atOnce: Int
    private let state = Mutex(State())

    /// A feeder that may not write anything yet.
    ///
    /// - Parameters:
    ///   - records: in this order.
    ///   - scene: whose input topic they go to.
    ///   - atOnce: so many at most are written together.
    /// - Throws: for the properties of a producer.
    init(_ records: [TopicRecord], to scene: Scene, atOnce: Int) throws {
        self.records = records
        self.atOnce = atOnce
        writer = try scene.broker.writer(scene.name)
        Thread.detachNewThread { [self] in write() }
    }

    /// Lets it write on, up to so many records in all.
    func allow(_ count: Int) { state.withLock { $0.allowed = min(count, records.count) } }

    /// Waits until all that it may write is written, and tells how much that is.
    func awaitWritten() throws -> Int {
        try Patience.wait(for: "the input to be written") {
            try state.withLock { state in
                if let failure = state.failure { throw failure }
                return state.written == state.allowed ? state.written : nil
            }
        }
    }

    func stop() { state.withLock { $0.isStopped = true } }

    private func write() {
        while true {
            usleep(Self.pause * 1_000)
            let (range, isStopped) = state.withLock { state in
                (state.written..<min(state.allowed, state.written + atOnce), state.isStopped)
            }
            if isStopped { return }
            guard !range.isEmpty else { continue }
            do {
                try writer.write(Array(records[range]), limitSeconds: Self.patience)
                state.withLock { $0.written = range.upperBound }
            } catch {
                return state.withLock { $0.failure = error }
            }
        }
    }
}
