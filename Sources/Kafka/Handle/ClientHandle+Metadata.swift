// SPDX-License-Identifier: Apache-2.0

import CRDKafka

extension ClientHandle {
    /// Asks for all topics, or for one.
    ///
    /// In slices that grow, so that refused credentials end it at once instead of after the timeout.
    func describeTopics(
        only name: String? = nil,
        timeoutMilliseconds: Int
    ) throws(KafkaError) -> [TopicDescription] {
        let topic = try name.map { name throws(KafkaError) in try self.topic(name) }
        if kind == .admin { _ = inbox.takeNotices() }
        let clock = ContinuousClock()
        let deadline = clock.now + .milliseconds(timeoutMilliseconds)
        var slice: Int32 = 500
        while true {
            let left = clock.now.duration(to: deadline) / .milliseconds(1)
            let wait = max(1, min(slice, Int32(max(0, left))))
            var answer: UnsafePointer<rd_kafka_metadata>?
            let code = unsafe rd_kafka_metadata(
                pointer,
                topic == nil ? 1 : 0,
                topic?.pointer,
                &answer,
                wait
            )
            if code == RD_KAFKA_RESP_ERR_NO_ERROR, let answer = unsafe answer {
                // Sound: the answer is ours until it is given back here.
                defer { unsafe rd_kafka_metadata_destroy(answer) }
                return unsafe Self.topics(answer.pointee)
            }
            serveEvents()
            let subject = name.map { "topic \($0)" } ?? "cluster"
            let error = whatCaused(KafkaError(code, subject: subject))
            guard error.isRetriable, clock.now < deadline else { throw error }
            slice = slice > Int32.max / 2 ? slice : slice * 2
        }
    }

    /// The id that the cluster gave itself when it was made.
    ///
    /// - Returns: nil when no broker tells it in time.
    func clusterID(timeoutMilliseconds: Int) -> String? {
        guard let text = unsafe rd_kafka_clusterid(pointer, Int32(clamping: timeoutMilliseconds))
        else { return nil }
        // Sound: the text is ours until it is given back here.
        defer { unsafe rd_kafka_mem_free(pointer, text) }
        return unsafe String(cString: text)
    }

    /// Where the leaders of all partitions are whose topics this client has asked for.
    ///
    /// - Returns: nil when nobody answers in time; partitions without a leader are left out.
    func leaders(timeoutMilliseconds: Int) -> [TopicPartition: BrokerAddress]? {
        var answer: UnsafePointer<rd_kafka_metadata>?
        let timeout = Int32(clamping: timeoutMilliseconds)
        let code = unsafe rd_kafka_metadata(pointer, 0, nil, &answer, timeout)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let answer = unsafe answer else { return nil }
        // Sound: the answer is ours until it is given back here; indexes are below the counts.
        defer { unsafe rd_kafka_metadata_destroy(answer) }
        let content = unsafe answer.pointee
        var brokers: [Int32: BrokerAddress] = [:]
        for index in 0..<(unsafe Int(content.broker_cnt)) {
            let broker = unsafe content.brokers[index]
            let host = unsafe String(cString: broker.host)
            brokers[unsafe broker.id] = unsafe BrokerAddress(host: host, port: Int32(broker.port))
        }
        var leaders: [TopicPartition: BrokerAddress] = [:]
        for index in 0..<(unsafe Int(content.topic_cnt)) {
            let topic = unsafe content.topics[index]
            let name = unsafe String(cString: topic.topic)
            for number in 0..<(unsafe Int(topic.partition_cnt)) {
                let partition = unsafe topic.partitions[number]
                let place = unsafe TopicPartition(topic: name, partition: partition.id)
                leaders[place] = brokers[unsafe partition.leader]
            }
        }
        return leaders
    }

    /// Refuses topics and partitions that do not exist.
    ///
    /// The library would wait for them in silence where it knows the topic already.
    func checkExistence(
        of partitions: [TopicPartition],
        timeoutMilliseconds: Int
    ) throws(KafkaError) {
        for (topic, numbers) in Dictionary(grouping: partitions, by: \.topic) {
            let found = try describeTopics(only: topic, timeoutMilliseconds: timeoutMilliseconds)
                .first { $0.name == topic }
            if let error = found?.error { throw error }
            let count = found?.partitionCount ?? 0
            for number in numbers where number.partition < 0 || number.partition >= count {
                let subject = "partition \(number)"
                throw KafkaError(code: .unknownPartition, subject: subject, detail: "")
            }
        }
    }

    /// Asks until a topic has so many partitions: brokers learn of changes a little later.
    func awaitPartitions(
        of topic: String,
        count: Int32,
        timeoutMilliseconds: Int
    ) throws(KafkaError) {
        let clock = ContinuousClock()
        let deadline = clock.now + .milliseconds(timeoutMilliseconds)
        while true {
            let found = try describeTopics(only: topic, timeoutMilliseconds: timeoutMilliseconds)
                .first { $0.name == topic }
            if let found, found.partitionCount >= count { return }
            guard clock.now < deadline else {
                throw KafkaError(
                    code: .timedOut,
                    subject: "topic \(topic)",
                    detail: "not shown yet"
                )
            }
            poll(timeoutMilliseconds: 20)
        }
    }

    /// The cause of an error that only says that nobody answered, if the connections reported one.
    func whatCaused(_ error: KafkaError) -> KafkaError {
        let isVague =
            [.timedOut, .connectionFailed, .allBrokersDown].contains(error.code)
        return isVague ? inbox.tellingFailure() ?? error : error
    }

    private static func topics(_ answer: rd_kafka_metadata) -> [TopicDescription] {
        (0..<(unsafe Int(answer.topic_cnt))).map { index in
            // Sound: the index is below the count, and so is that of the first partition.
            let topic = unsafe answer.topics[index]
            let name = unsafe String(cString: topic.topic)
            let failed = unsafe topic.err != RD_KAFKA_RESP_ERR_NO_ERROR
            let count = unsafe topic.partition_cnt
            return TopicDescription(
                name: name,
                partitionCount: failed ? 0 : count,
                replicationFactor: unsafe count > 0 ? Int(topic.partitions[0].replica_cnt) : 0,
                error: failed ? KafkaError(unsafe topic.err, subject: "topic \(name)") : nil
            )
        }
    }
}
