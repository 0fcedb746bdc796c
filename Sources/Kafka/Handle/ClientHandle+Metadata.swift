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
            let error = unreachable(code, topic: name)
            guard error.isRetriable, clock.now < deadline else { throw error }
            slice = slice > Int32.max / 2 ? slice : slice * 2
        }
    }

    /// The cause of a failed question, from what the connections reported meanwhile.
    private func unreachable(_ code: rd_kafka_resp_err_t, topic: String?) -> KafkaError {
        poll(timeoutMilliseconds: 0)
        let notices = inbox.takeNotices()
        let errors = notices.compactMap { notice in
            if case .error(let error) = notice { error } else { nil }
        }
        let telling =
            errors.last { $0.code.needsAttention }
            ?? errors.last { $0.code == .unresolvedHost }
            ?? errors.last { $0.code == .connectionFailed }
        return telling ?? KafkaError(code, subject: topic.map { "topic \($0)" } ?? "cluster")
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
