// SPDX-License-Identifier: Apache-2.0

import CRDKafka

extension ClientHandle {
    func createTopic(_ topic: NewTopic, timeoutMilliseconds: Int) throws(KafkaError) {
        let made = unsafe rd_kafka_NewTopic_new(
            topic.name,
            topic.partitionCount,
            topic.replicationFactor,
            nil,
            0
        )
        guard let made = unsafe made else {
            throw KafkaError(code: .invalidTopic, subject: "topic \(topic.name)", detail: "")
        }
        // Sound, here and below: the request is copied by the call and freed once after it.
        defer { unsafe rd_kafka_NewTopic_destroy(made) }
        for (name, value) in topic.configuration {
            _ = unsafe rd_kafka_NewTopic_set_config(made, name, value)
        }
        var request: OpaquePointer? = unsafe made
        try unsafe change(topic.name, RD_KAFKA_ADMIN_OP_CREATETOPICS, timeoutMilliseconds) {
            unsafe rd_kafka_CreateTopics(pointer, &request, 1, $0, $1)
        } results: {
            unsafe rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result($0), $1)
        }
    }

    func deleteTopic(_ topic: String, timeoutMilliseconds: Int) throws(KafkaError) {
        guard let made = unsafe rd_kafka_DeleteTopic_new(topic) else {
            throw KafkaError(code: .invalidTopic, subject: "topic \(topic)", detail: "")
        }
        defer { unsafe rd_kafka_DeleteTopic_destroy(made) }
        var request: OpaquePointer? = unsafe made
        try unsafe change(topic, RD_KAFKA_ADMIN_OP_DELETETOPICS, timeoutMilliseconds) {
            unsafe rd_kafka_DeleteTopics(pointer, &request, 1, $0, $1)
        } results: {
            unsafe rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result($0), $1)
        }
    }

    func growTopic(_ topic: String, total: Int, timeoutMilliseconds: Int) throws(KafkaError) {
        guard let made = unsafe rd_kafka_NewPartitions_new(topic, total, nil, 0) else {
            throw KafkaError(code: .invalidPartitionCount, subject: "topic \(topic)", detail: "")
        }
        defer { unsafe rd_kafka_NewPartitions_destroy(made) }
        var request: OpaquePointer? = unsafe made
        try unsafe change(topic, RD_KAFKA_ADMIN_OP_CREATEPARTITIONS, timeoutMilliseconds) {
            unsafe rd_kafka_CreatePartitions(pointer, &request, 1, $0, $1)
        } results: {
            unsafe rd_kafka_CreatePartitions_result_topics(
                rd_kafka_event_CreatePartitions_result($0),
                $1
            )
        }
    }

    func configuration(
        ofTopic topic: String,
        timeoutMilliseconds: Int
    ) throws(KafkaError) -> [String: String] {
        guard let made = unsafe rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic) else {
            throw KafkaError(code: .invalidTopic, subject: "topic \(topic)", detail: "")
        }
        defer { unsafe rd_kafka_ConfigResource_destroy(made) }
        var request: OpaquePointer? = unsafe made
        let answer = try unsafe ask(
            "topic \(topic)",
            RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS,
            timeoutMilliseconds
        ) { options, queue in
            unsafe rd_kafka_DescribeConfigs(pointer, &request, 1, options, queue)
        }
        var count = 0
        let resources = unsafe rd_kafka_DescribeConfigs_result_resources(
            rd_kafka_event_DescribeConfigs_result(answer.pointer),
            &count
        )
        guard count > 0, let resource = unsafe resources?[0] else { return [:] }
        let code = unsafe rd_kafka_ConfigResource_error(resource)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(code, subject: "topic \(topic)")
        }
        var entryCount = 0
        let entries = unsafe rd_kafka_ConfigResource_configs(resource, &entryCount)
        var found: [String: String] = [:]
        for index in 0..<entryCount {
            // Sound: the index is below the count; values that the broker hides are nil.
            guard let entry = unsafe entries?[index],
                let value = unsafe rd_kafka_ConfigEntry_value(entry)
            else { continue }
            unsafe found[String(cString: rd_kafka_ConfigEntry_name(entry))] = String(cString: value)
        }
        return found
    }

    /// Sends a request and waits for its answer.
    func ask(
        _ subject: String,
        _ operation: rd_kafka_admin_op_t,
        _ timeoutMilliseconds: Int,
        _ send: (_ options: OpaquePointer?, _ queue: OpaquePointer) -> Void
    ) throws(KafkaError) -> Answer {
        let timeout = Int32(clamping: timeoutMilliseconds)
        let queue = QueueHandle(answersOf: self)
        let options = unsafe rd_kafka_AdminOptions_new(pointer, operation)
        defer { unsafe rd_kafka_AdminOptions_destroy(options) }
        _ = unsafe rd_kafka_AdminOptions_set_request_timeout(options, timeout, nil, 0)
        if operation != RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS {
            // So that the topic can be used as soon as the answer is there.
            _ = unsafe rd_kafka_AdminOptions_set_operation_timeout(options, timeout, nil, 0)
        }
        unsafe send(options, queue.pointer)
        guard let event = unsafe rd_kafka_queue_poll(queue.pointer, timeout) else {
            throw whatCaused(KafkaError(code: .timedOut, subject: subject, detail: subject))
        }
        let answer = unsafe Answer(event)
        let code = unsafe rd_kafka_event_error(event)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            serveEvents()
            let detail = unsafe String(cString: rd_kafka_event_error_string(event))
            throw whatCaused(KafkaError(code, subject: subject, detail: detail))
        }
        return answer
    }

    /// Asks for a change of a topic, and throws why it was not made.
    private func change(
        _ topic: String,
        _ operation: rd_kafka_admin_op_t,
        _ timeoutMilliseconds: Int,
        _ send: (_ options: OpaquePointer?, _ queue: OpaquePointer) -> Void,
        results: (
            _ event: OpaquePointer, _ count: UnsafeMutablePointer<Int>
        ) -> UnsafeMutablePointer<OpaquePointer?>?
    ) throws(KafkaError) {
        let answer = try unsafe ask("topic \(topic)", operation, timeoutMilliseconds, send)
        var count = 0
        let results = unsafe results(answer.pointer, &count)
        try unsafe check(results, count)
    }

    private func check(
        _ results: UnsafeMutablePointer<OpaquePointer?>?,
        _ count: Int
    ) throws(KafkaError) {
        for index in 0..<count {
            // Sound: the index is below the count.
            guard let result = unsafe results?[index] else { continue }
            let code = unsafe rd_kafka_topic_result_error(result)
            guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { continue }
            let name = unsafe String(cString: rd_kafka_topic_result_name(result))
            let words = unsafe rd_kafka_topic_result_error_string(result)
            let detail = unsafe words.map { unsafe String(cString: $0) } ?? ""
            throw KafkaError(code, subject: "topic \(name)", detail: detail)
        }
    }

    /// An answer of the library; given back when this goes.
    @safe
    struct Answer: ~Copyable {
        let pointer: OpaquePointer

        init(_ pointer: OpaquePointer) {
            unsafe self.pointer = pointer
        }

        deinit {
            unsafe rd_kafka_event_destroy(pointer)
        }
    }
}
