// SPDX-License-Identifier: Apache-2.0

import CRDKafka

extension ClientHandle {
    func describeGroup(
        _ group: String,
        timeoutMilliseconds: Int
    ) throws(KafkaError) -> GroupDescription {
        let subject = "group \(group)"
        let operation = RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS
        let answer = try unsafe ask(subject, operation, timeoutMilliseconds) { options, queue in
            // Sound: the request is copied by the call.
            unsafe group.withCString { name in
                var list: UnsafePointer<CChar>? = unsafe name
                unsafe rd_kafka_DescribeConsumerGroups(pointer, &list, 1, options, queue)
            }
        }
        var count = 0
        let groups = unsafe rd_kafka_DescribeConsumerGroups_result_groups(
            rd_kafka_event_DescribeConsumerGroups_result(answer.pointer),
            &count
        )
        guard count > 0, let found = unsafe groups?[0] else {
            return GroupDescription(group: group, state: .dead, members: [])
        }
        let error = unsafe KafkaError(
            borrowing: rd_kafka_ConsumerGroupDescription_error(found),
            subject: subject
        )
        if let error {
            guard error.code == .groupNotFound else { throw error }
            return GroupDescription(group: group, state: .dead, members: [])
        }
        return unsafe GroupDescription(
            group: group,
            state: Self.state(rd_kafka_ConsumerGroupDescription_state(found)),
            members: Self.members(of: found)
        )
    }

    private static func members(
        of group: OpaquePointer
    ) -> [GroupDescription.Member] {
        let count = unsafe rd_kafka_ConsumerGroupDescription_member_count(group)
        return (0..<count).compactMap { index in
            guard
                let member = unsafe rd_kafka_ConsumerGroupDescription_member(group, index),
                let client = unsafe rd_kafka_MemberDescription_client_id(member),
                let host = unsafe rd_kafka_MemberDescription_host(member)
            else { return nil }
            // Sound: the texts live as long as the answer, and are copied.
            return unsafe GroupDescription.Member(
                clientID: String(cString: client),
                host: String(cString: host)
            )
        }
    }

    private static func state(_ state: rd_kafka_consumer_group_state_t) -> GroupDescription.State {
        switch state {
        case RD_KAFKA_CONSUMER_GROUP_STATE_STABLE: .stable
        case RD_KAFKA_CONSUMER_GROUP_STATE_PREPARING_REBALANCE,
            RD_KAFKA_CONSUMER_GROUP_STATE_COMPLETING_REBALANCE:
            .rebalancing
        case RD_KAFKA_CONSUMER_GROUP_STATE_EMPTY: .empty
        case RD_KAFKA_CONSUMER_GROUP_STATE_DEAD: .dead
        default: .unknown
        }
    }

    func committedOffsets(
        of partitions: [TopicPartition],
        group: String,
        timeoutMilliseconds: Int
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        let list = PartitionList(capacity: partitions.count)
        for partition in partitions {
            list.append(partition, offset: Int64(RD_KAFKA_OFFSET_INVALID))
        }
        var request = unsafe rd_kafka_ListConsumerGroupOffsets_new(group, list.pointer)
        // Sound: the request is copied by the call and freed once after it.
        defer { unsafe rd_kafka_ListConsumerGroupOffsets_destroy(request) }
        let subject = "group \(group)"
        let operation = RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS
        let answer = try unsafe ask(subject, operation, timeoutMilliseconds) { options, queue in
            // Offsets of an open transaction may still come or not: they are no answer.
            unsafe rd_kafka_error_destroy(
                rd_kafka_AdminOptions_set_require_stable_offsets(options, 1)
            )
            unsafe rd_kafka_ListConsumerGroupOffsets(pointer, &request, 1, options, queue)
        }
        var count = 0
        let groups = unsafe rd_kafka_ListConsumerGroupOffsets_result_groups(
            rd_kafka_event_ListConsumerGroupOffsets_result(answer.pointer),
            &count
        )
        guard count > 0, let found = unsafe groups?[0] else { return [:] }
        let error = unsafe KafkaError(
            borrowing: rd_kafka_group_result_error(found),
            subject: subject
        )
        if let error { throw error }
        let offsets = try unsafe offsets(rd_kafka_group_result_partitions(found))
        return offsets.filter { $0.value >= 0 }
    }

    func deleteRecords(
        _ before: [(TopicPartition, Int64)],
        timeoutMilliseconds: Int
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        let list = PartitionList(capacity: before.count)
        for (partition, offset) in before { list.append(partition, offset: offset) }
        var request = unsafe rd_kafka_DeleteRecords_new(list.pointer)
        defer { unsafe rd_kafka_DeleteRecords_destroy(request) }
        let subject = "records of \(before[0].0)"
        let operation = RD_KAFKA_ADMIN_OP_DELETERECORDS
        let answer = try unsafe ask(subject, operation, timeoutMilliseconds) { options, queue in
            unsafe rd_kafka_DeleteRecords(pointer, &request, 1, options, queue)
        }
        let result = unsafe rd_kafka_event_DeleteRecords_result(answer.pointer)
        return try unsafe offsets(rd_kafka_DeleteRecords_result_offsets(result))
    }

    /// Reads a list that belongs to an answer.
    private func offsets(
        _ list: UnsafePointer<rd_kafka_topic_partition_list_t>?
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        guard let list = unsafe list else { return [:] }
        // Sound: the copy is ours; the answer keeps its own.
        let copy = unsafe PartitionList(
            taking: rd_kafka_topic_partition_list_copy(list).unsafelyUnwrapped
        )
        var found: [TopicPartition: Int64] = [:]
        for index in 0..<copy.count {
            let partition = copy.partition(at: index)
            let code = copy.code(at: index)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw KafkaError(code, subject: "partition \(partition)")
            }
            found[partition] = copy.offset(at: index)
        }
        return found
    }
}

extension KafkaError {
    /// Reads an error object that belongs to an answer; nil when there is no error.
    fileprivate init?(borrowing error: OpaquePointer?, subject: String) {
        guard let error = unsafe error else { return nil }
        // Sound: the answer lives, and the text is copied.
        let detail = unsafe String(cString: rd_kafka_error_string(error))
        unsafe self.init(rd_kafka_error_code(error), subject: subject, detail: detail)
    }
}
