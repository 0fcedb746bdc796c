// SPDX-License-Identifier: Apache-2.0

import CRDKafka

extension ClientHandle {
    /// Turns starts into offsets.
    ///
    /// Ends and times are asked for now, so that nothing written after the call is missed; partitions
    /// that do not exist are refused.
    ///
    /// - Parameters:
    ///   - partitions: each with its start.
    ///   - isAbsolute: asks for the beginnings, too, instead of leaving them to the library.
    ///   - timeoutMilliseconds: how long each question may take.
    /// - Returns: the partitions in the same order, with their offsets.
    /// - Throws: partitions that do not exist, and brokers that cannot be reached.
    func startOffsets(
        _ partitions: [(TopicPartition, StartPosition)],
        isAbsolute: Bool = false,
        timeoutMilliseconds: Int
    ) throws(KafkaError) -> PartitionList {
        try checkExistence(of: partitions.map(\.0), timeoutMilliseconds: timeoutMilliseconds)
        // The protocol's question for an end is the time -1.
        let latest: Int64 = -1
        let times = try offsets(
            forTimes: partitions.compactMap { partition, start in
                if case .time(let time) = start { (partition, max(0, time)) } else { nil }
            },
            timeoutMilliseconds: timeoutMilliseconds
        )
        // No record so late: the answer is -1, and the end is meant.
        let ends = try offsets(
            forTimes: partitions.compactMap { partition, start in
                start == .end || times[partition] == latest ? (partition, latest) : nil
            },
            timeoutMilliseconds: timeoutMilliseconds
        )
        // And for a beginning it is the time -2.
        let beginnings = try offsets(
            forTimes: partitions.compactMap { partition, start in
                isAbsolute && start == .beginning ? (partition, -2) : nil
            },
            timeoutMilliseconds: timeoutMilliseconds
        )
        let list = PartitionList(capacity: partitions.count)
        for (partition, start) in partitions {
            let offset: Int64 =
                switch start {
                case .beginning: beginnings[partition] ?? Int64(RD_KAFKA_OFFSET_BEGINNING)
                case .offset(let offset): offset
                case .end, .time: ends[partition] ?? times[partition] ?? latest
                }
            list.append(partition, offset: offset)
        }
        return list
    }

    private func offsets(
        forTimes questions: [(TopicPartition, Int64)],
        timeoutMilliseconds: Int
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        guard !questions.isEmpty else { return [:] }
        let list = PartitionList(capacity: questions.count)
        for (partition, time) in questions { list.append(partition, offset: time) }
        let code = unsafe rd_kafka_offsets_for_times(
            pointer,
            list.pointer,
            Int32(clamping: timeoutMilliseconds)
        )
        var found: [TopicPartition: Int64] = [:]
        for index in 0..<list.count {
            let partition = list.partition(at: index)
            let failure = list.code(at: index)
            guard failure == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw whatCaused(KafkaError(failure, subject: "partition \(partition)"))
            }
            found[partition] = list.offset(at: index)
        }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw whatCaused(KafkaError(code, subject: "start of the partitions"))
        }
        return found
    }

    func assign(_ list: borrowing PartitionList) throws(KafkaError) {
        let code = unsafe rd_kafka_assign(pointer, list.pointer)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        throw KafkaError(code, subject: "assignment")
    }

    func assignMore(_ list: borrowing PartitionList) throws(KafkaError) {
        let error = unsafe rd_kafka_incremental_assign(pointer, list.pointer)
        if let error = unsafe KafkaError.taking(error, subject: "assignment") { throw error }
    }

    /// Assigns a partition anew: the library cannot seek in one whose reading has ended.
    func seek(_ partition: TopicPartition, to offset: Int64) throws(KafkaError) {
        let list = PartitionList(capacity: 1)
        list.append(partition, offset: offset)
        try unassign(list)
        try assignMore(list)
    }

    func unassign(_ list: borrowing PartitionList) throws(KafkaError) {
        let error = unsafe rd_kafka_incremental_unassign(pointer, list.pointer)
        if let error = unsafe KafkaError.taking(error, subject: "assignment") { throw error }
    }

    /// Lets the threads that fetch look at the queue now.
    ///
    /// The library has no call for it; setting the same credentials anew does nothing but wake them.
    func wakeFetchers() {
        let error = unsafe rd_kafka_sasl_set_credentials(pointer, credentials.0, credentials.1)
        // It can only refuse missing credentials.
        _ = unsafe KafkaError.taking(error, subject: nil)
    }

    func queryOffsets(
        of partition: TopicPartition,
        timeoutMilliseconds: Int
    ) throws(KafkaError) -> Range<Int64> {
        var low: Int64 = 0
        var high: Int64 = 0
        let code = unsafe rd_kafka_query_watermark_offsets(
            pointer,
            partition.topic,
            partition.partition,
            &low,
            &high,
            Int32(clamping: timeoutMilliseconds)
        )
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw whatCaused(KafkaError(code, subject: "partition \(partition)"))
        }
        return low..<max(low, high)
    }

    func cachedOffsets(of partition: TopicPartition) -> Range<Int64>? {
        var low: Int64 = -1
        var high: Int64 = -1
        let code = unsafe rd_kafka_get_watermark_offsets(
            pointer,
            partition.topic,
            partition.partition,
            &low,
            &high
        )
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, high >= 0 else { return nil }
        // The low end is learned later than the high one.
        let known = max(0, low)
        return known..<max(known, high)
    }

    func position(of partition: TopicPartition) -> Int64? {
        let list = PartitionList(capacity: 1)
        list.append(partition, offset: Int64(RD_KAFKA_OFFSET_INVALID))
        let code = unsafe rd_kafka_position(pointer, list.pointer)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, list.offset(at: 0) >= 0 else { return nil }
        return list.offset(at: 0)
    }

    /// Asks the consumer to close and waits no longer than the deadline.
    func closeConsumer(withinMilliseconds deadlineMilliseconds: Int) -> Bool {
        let queue = QueueHandle(answersOf: self)
        let error = unsafe rd_kafka_consumer_close_queue(pointer, queue.pointer)
        guard unsafe KafkaError.taking(error, subject: "consumer") == nil else { return true }
        let clock = ContinuousClock()
        let deadline = clock.now + .milliseconds(deadlineMilliseconds)
        while unsafe rd_kafka_consumer_closed(pointer) == 0 {
            guard clock.now < deadline else { return false }
            // A short wait each time, because being closed wakes nobody.
            let event = unsafe rd_kafka_queue_poll(queue.pointer, 20)
            if unsafe rd_kafka_event_type(event) == RD_KAFKA_EVENT_REBALANCE {
                // A member gives back what it owns before it leaves; here no callback is called.
                unsafe Callbacks.rebalance(
                    pointer,
                    rd_kafka_event_error(event),
                    rd_kafka_event_topic_partition_list(event)
                )
            }
            unsafe rd_kafka_event_destroy(event)
        }
        return true
    }
}
