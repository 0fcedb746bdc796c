// SPDX-License-Identifier: Apache-2.0

import CRDKafka

/// What a member of a group does.
extension ClientHandle {
    func subscribe(to topic: String) throws(KafkaError) {
        // So that errors, logs and statistics come along with the member's polls.
        let led = unsafe rd_kafka_poll_set_consumer(pointer)
        guard led == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(led, subject: "consumer") }
        let list = PartitionList(capacity: 1)
        list.append(TopicPartition(topic: topic, partition: -1), offset: 0)
        let code = unsafe rd_kafka_subscribe(pointer, list.pointer)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        throw KafkaError(code, subject: "topic \(topic)")
    }

    /// Serves callbacks; errors that come as messages go where the others go.
    func pollMember(timeoutMilliseconds: Int) {
        let timeout = Int32(clamping: timeoutMilliseconds)
        guard let message = unsafe rd_kafka_consumer_poll(pointer, timeout) else { return }
        // Sound: the message is ours and given back once; its text is copied before.
        defer { unsafe rd_kafka_message_destroy(message) }
        let code = unsafe message.pointee.err
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        let words = unsafe rd_kafka_message_errstr(message)
        let detail = unsafe words.map { unsafe String(cString: $0) } ?? ""
        inbox.receive(KafkaError(code, subject: "group", detail: detail))
    }

    /// Whether a partition is assigned and the assignment was not lost.
    func owns(_ partition: TopicPartition) -> Bool {
        var list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
        let code = unsafe rd_kafka_assignment(pointer, &list)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let list = unsafe list else { return false }
        let assigned = unsafe PartitionList(taking: list)
        let isLost = unsafe rd_kafka_assignment_lost(pointer) != 0
        return !isLost && assigned.offsets.contains { $0.0 == partition }
    }

    func groupMetadata() -> GroupMetadata? {
        unsafe rd_kafka_consumer_group_metadata(pointer).map { unsafe GroupMetadata($0) }
    }
}

extension Callbacks {
    /// Does what the group has decided: the library leaves that to its user.
    static func rebalance(
        _ client: OpaquePointer?,
        _ code: rd_kafka_resp_err_t,
        _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
    ) {
        guard let client = unsafe client else { return }
        let name = unsafe rd_kafka_rebalance_protocol(client)
        let isIncremental = unsafe name.map { unsafe String(cString: $0) } == "COOPERATIVE"
        switch (code, isIncremental) {
        case (RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS, true):
            unsafe rd_kafka_error_destroy(rd_kafka_incremental_assign(client, list))
            _ = unsafe rd_kafka_pause_partitions(client, list)
        case (RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS, true):
            unsafe rd_kafka_error_destroy(rd_kafka_incremental_unassign(client, list))
        case (RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS, false):
            _ = unsafe rd_kafka_assign(client, list)
            // The topic may hold records of others; nobody reads them here.
            _ = unsafe rd_kafka_pause_partitions(client, list)
        default:
            _ = unsafe rd_kafka_assign(client, nil)
        }
    }
}
