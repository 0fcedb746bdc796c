// SPDX-License-Identifier: Apache-2.0

public import Synchronization

/// What `PartitionWatermarks` keeps of one input partition; any thread may load, one stores.
///
/// All loads and stores are relaxed: each value stands for itself.
@usableFromInline struct PartitionClock: ~Copyable {
    /// The largest event time, ms; `.min` before the first.
    @usableFromInline let latest = Atomic<Int64>(.min)
    /// When the last record came or the end was reached, monotonic ms.
    @usableFromInline let quietSince = Atomic<Int64>(0)
    /// Bits `readToEnd`, `idle` and `retired`.
    @usableFromInline let marks = Atomic<UInt8>(0)

    /// Mark: nothing came after the end was reached.
    static let readToEnd: UInt8 = 1
    /// Mark: quiet for so long that it does not hold the watermark.
    static let idle: UInt8 = 2
    /// Mark: nothing will come of it any more; it comes with both others.
    static let retired: UInt8 = 4

    @usableFromInline init() {}

    var isIdle: Bool { marks.load(ordering: .relaxed) & Self.idle != 0 }
    var isRetired: Bool { marks.load(ordering: .relaxed) & Self.retired != 0 }

    /// When it is idle if nothing comes until then; nil if that is not to be said or it is idle.
    func dueForIdleness(after patience: Int64) -> Int64? {
        guard marks.load(ordering: .relaxed) == Self.readToEnd else { return nil }
        return quietSince.load(ordering: .relaxed) + patience
    }

    /// Something came: the end is to be reached again.
    ///
    /// - Returns: whether it was idle, and is not any more.
    func wake() -> Bool {
        guard !isRetired else { return false }
        let wasIdle = isIdle
        marks.store(0, ordering: .relaxed)
        return wasIdle
    }

    func becomeIdle() {
        marks.store(Self.readToEnd | Self.idle, ordering: .relaxed)
    }

    func retire() {
        marks.store(Self.readToEnd | Self.idle | Self.retired, ordering: .relaxed)
    }

    /// Ends idleness but not the knowledge that the end was reached; the quiet time begins anew.
    func beginQuiet(at now: Int64) {
        guard !isRetired else { return }
        marks.store(marks.load(ordering: .relaxed) & Self.readToEnd, ordering: .relaxed)
        quietSince.store(now, ordering: .relaxed)
    }
}
