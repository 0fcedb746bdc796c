// SPDX-License-Identifier: Apache-2.0

/// A value for each input partition, by its number; partitions are only added.
///
/// On the way of every event, so without the reference counting of an `Array` in a larger value.
/// Owned and used by one thread.
@safe struct PartitionArray<Value: BitwiseCopyable>: ~Copyable {
    /// How many partitions there are.
    private(set) var count = 0

    private var capacity = 16
    private var values: UnsafeMutablePointer<Value>

    /// No partition yet.
    init() { unsafe values = .allocate(capacity: capacity) }

    deinit { unsafe values.deallocate() }

    /// Adds the next partition's value.
    ///
    /// - Complexity: O(1), O(partitions) where it doubles its room.
    mutating func append(_ value: Value) {
        if count == capacity { grow() }
        unsafe (values + count).initialize(to: value)
        count += 1
    }

    /// The value of a partition; the program stops when there is none.
    subscript(partition: Int) -> Value {
        @inline(__always) get {
            precondition(partition >= 0 && partition < count, "the partition was added")
            return unsafe values[partition]
        }
        @inline(__always) _modify {
            precondition(partition >= 0 && partition < count, "the partition was added")
            yield unsafe &values[partition]
        }
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2)
        unsafe larger.initialize(from: values, count: count)
        unsafe values.deallocate()
        unsafe values = larger
        capacity *= 2
    }
}
