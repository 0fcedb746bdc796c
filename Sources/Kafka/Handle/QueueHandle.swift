// SPDX-License-Identifier: Apache-2.0

import CRDKafka

/// A queue of the library's client; given back when this goes.
@safe
final class QueueHandle: Sendable {
    /// Sound to share: the library guards its queues itself.
    nonisolated(unsafe) let pointer: OpaquePointer
    /// Queues must go before their client.
    private let client: ClientHandle

    /// The queue on which everything for a consumer arrives.
    ///
    /// Errors, logs and statistics are led there too, so one place is polled.
    init(consumerQueueOf client: ClientHandle) throws(KafkaError) {
        let code = unsafe rd_kafka_poll_set_consumer(client.pointer)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR,
            let queue = unsafe rd_kafka_queue_get_consumer(client.pointer)
        else { throw KafkaError(code, subject: "consumer") }
        unsafe pointer = queue
        self.client = client
    }

    /// A new queue for answers.
    init(answersOf client: ClientHandle) {
        // Sound: the library aborts rather than return nil.
        unsafe pointer = rd_kafka_queue_new(client.pointer).unsafelyUnwrapped
        self.client = client
    }

    /// What waits in it.
    var count: Int { unsafe rd_kafka_queue_length(pointer) }

    deinit {
        unsafe rd_kafka_queue_destroy(pointer)
    }
}
