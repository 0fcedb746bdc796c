// SPDX-License-Identifier: Apache-2.0

/// What a side table says of one dimension of one key: the value now, the one before, and since when.
struct LentValue: BitwiseCopyable {
    /// The interned value; 0: absent.
    private(set) var current: UInt32 = 0
    private var before: UInt32 = 0
    /// Timestamp of the record that brought the current value, ms.
    private var changed = Int64.min

    /// The value at a time, ms: before the last change it is the one before, however far back.
    @inline(__always)
    func value(at time: Int64) -> UInt32 { time >= changed ? current : before }

    /// Takes the value of a later record.
    ///
    /// The order of records decides: a change is never earlier than the one before it. The same
    /// value again is no change.
    mutating func set(_ value: UInt32, at timestamp: Int64) {
        guard value != current else { return }
        before = current
        current = value
        changed = max(changed, timestamp)
    }
}
