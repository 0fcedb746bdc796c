// SPDX-License-Identifier: Apache-2.0

import CRDKafka

/// A list of partitions with an offset each, as the library takes and gives it.
@safe
struct PartitionList: ~Copyable {
    /// Owned and never shared, so one use at a time.
    let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    init(capacity: Int) {
        // Sound: the library aborts rather than return nil.
        unsafe pointer =
            rd_kafka_topic_partition_list_new(Int32(clamping: capacity)).unsafelyUnwrapped
    }

    /// Takes over a list of the library.
    init(taking pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) {
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe rd_kafka_topic_partition_list_destroy(pointer)
    }

    var count: Int { unsafe Int(pointer.pointee.cnt) }

    func append(_ partition: TopicPartition, offset: Int64) {
        let added = unsafe rd_kafka_topic_partition_list_add(
            pointer,
            partition.topic,
            partition.partition
        )
        unsafe added.unsafelyUnwrapped.pointee.offset = offset
    }

    func offset(at index: Int) -> Int64 {
        unsafe element(index).pointee.offset
    }

    /// All partitions with their offsets.
    var offsets: [(TopicPartition, Int64)] {
        (0..<count).map { (partition(at: $0), offset(at: $0)) }
    }

    func setOffset(_ offset: Int64, at index: Int) {
        unsafe element(index).pointee.offset = offset
    }

    func code(at index: Int) -> rd_kafka_resp_err_t {
        unsafe element(index).pointee.err
    }

    func partition(at index: Int) -> TopicPartition {
        let found = unsafe element(index).pointee
        return unsafe TopicPartition(
            topic: String(cString: found.topic),
            partition: found.partition
        )
    }

    private func element(_ index: Int) -> UnsafeMutablePointer<rd_kafka_topic_partition_t> {
        precondition(index >= 0 && index < count, "a partition list ends at its count")
        return unsafe pointer.pointee.elems + index
    }
}
