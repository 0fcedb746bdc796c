// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How many clients follow `/api/v1/stream`, and how many were dropped.
public final class StreamCounts: Sendable {
    /// How many there can be.
    public let limit: Int
    // All relaxed: numbers for people, which order nothing.
    private let openCount = Atomic(0)
    private let droppedCount = Atomic<UInt64>(0)

    /// Counts of nothing.
    ///
    /// - Parameter limit: How many there can be.
    public init(limit: Int) { self.limit = limit }

    /// How many follow now; any thread.
    public var open: Int { openCount.load(ordering: .relaxed) }

    /// How many did not read what was sent to them, since the start; any thread.
    public var dropped: UInt64 { droppedCount.load(ordering: .relaxed) }

    /// One more follows; the server's thread.
    func begin() { openCount.wrappingAdd(1, ordering: .relaxed) }

    /// One less follows; the server's thread.
    func end() { openCount.wrappingSubtract(1, ordering: .relaxed) }

    /// One is dropped; the server's thread.
    func drop() { droppedCount.wrappingAdd(1, ordering: .relaxed) }
}
