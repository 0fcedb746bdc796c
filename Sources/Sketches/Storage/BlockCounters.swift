// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a pool tells about itself to any thread; written by its writer only.
struct BlockCounters: ~Copyable, Sendable {
    // All relaxed: figures for metrics that order nothing.
    private let inUse = Atomic<Int>(0)
    private let reserved = Atomic<Int>(0)
    private let overflows = Atomic<UInt64>(0)

    var bytesInUse: Int { inUse.load(ordering: .relaxed) }
    var bytesReserved: Int { reserved.load(ordering: .relaxed) }
    var overflowCount: UInt64 { overflows.load(ordering: .relaxed) }

    // One writer, so load and store instead of a locked addition.
    func use(_ bytes: Int) { inUse.store(bytesInUse &+ bytes, ordering: .relaxed) }
    func reserve(_ bytes: Int) { reserved.store(bytesReserved &+ bytes, ordering: .relaxed) }
    func overflow() { overflows.store(overflowCount &+ 1, ordering: .relaxed) }
}
