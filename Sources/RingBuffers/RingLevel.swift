// SPDX-License-Identifier: Apache-2.0

/// How full a ring is, readable by any thread without disturbing its ends.
///
/// Keep one for a gauge of back pressure. It holds the ring's memory, not its elements.
public struct RingLevel: Sendable {
    private let read: @Sendable () -> Int
    /// How many elements fit.
    public let capacity: Int

    init<Element: BitwiseCopyable>(_ storage: RingStorage<Element>) {
        capacity = Int(storage.memory.capacity)
        read = { storage.fillCount }
    }

    /// Elements that wait now, in 0...capacity.
    public var fillCount: Int { read() }
}
