// SPDX-License-Identifier: Apache-2.0

import CRDKafka

/// Owner of a cluster inside this process and of the client that hosts it.
@safe
final class MockHandle: Sendable {
    /// Sound to share: the library guards its mock itself.
    private nonisolated(unsafe) let pointer: OpaquePointer
    private let host: ClientHandle

    init(brokerCount: Int) throws(KafkaError) {
        let host = try ClientHandle(.producer, defaults: ["log_level": "0"], properties: [:])
        let made = unsafe rd_kafka_mock_cluster_new(host.pointer, Int32(clamping: brokerCount))
        guard let made = unsafe made else {
            throw KafkaError(
                code: .invalidArgument,
                reason: "the mock cluster cannot listen on loopback: give it 1 to 100 brokers"
            )
        }
        unsafe pointer = made
        self.host = host
    }

    deinit {
        unsafe rd_kafka_mock_cluster_destroy(pointer)
    }

    var bootstrapServers: String {
        unsafe String(cString: rd_kafka_mock_cluster_bootstraps(pointer))
    }

    func createTopic(_ name: String, partitionCount: Int) throws(KafkaError) {
        let count = Int32(clamping: partitionCount)
        let code = unsafe rd_kafka_mock_topic_create(pointer, name, count, 1)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        throw KafkaError(code, subject: "topic \(name)")
    }

    func setRoundTripTime(milliseconds: Int) {
        _ = unsafe rd_kafka_mock_broker_set_rtt(pointer, -1, Int32(clamping: milliseconds))
    }

    func pushErrors(_ request: Int16, _ codes: [Int32]) {
        let errors = codes.map { rd_kafka_resp_err_t($0) }
        // Sound: the codes are copied by the call.
        unsafe rd_kafka_mock_push_request_errors_array(pointer, request, errors.count, errors)
    }

    func setError(ofTopic topic: String, _ code: Int32) {
        unsafe rd_kafka_mock_topic_set_error(pointer, topic, rd_kafka_resp_err_t(code))
    }

    func setLeader(_ broker: Int32, of partition: TopicPartition) {
        let number = partition.partition
        unsafe rd_kafka_mock_partition_set_leader(pointer, partition.topic, number, broker)
    }

    func setUp(_ isUp: Bool, broker: Int32) {
        if isUp {
            _ = unsafe rd_kafka_mock_broker_set_up(pointer, broker)
        } else {
            _ = unsafe rd_kafka_mock_broker_set_down(pointer, broker)
        }
    }
}
