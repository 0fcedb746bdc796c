// SPDX-License-Identifier: Apache-2.0

import CRDKafka

/// The library's transactional calls; each blocks until it is answered or the library gives up.
extension ClientHandle {
    /// Called again it goes on where it was.
    func initTransactions(timeoutMilliseconds: Int) -> TransactionFailure? {
        let timeout = Int32(clamping: timeoutMilliseconds)
        return unsafe TransactionFailure.taking(rd_kafka_init_transactions(pointer, timeout))
    }

    func beginTransaction() -> TransactionFailure? {
        unsafe TransactionFailure.taking(rd_kafka_begin_transaction(pointer))
    }

    func sendOffsets(
        _ offsets: [(TopicPartition, Int64)],
        group: GroupMetadata,
        timeoutMilliseconds: Int
    ) -> TransactionFailure? {
        let list = PartitionList(capacity: offsets.count)
        for (partition, offset) in offsets { list.append(partition, offset: offset) }
        return unsafe TransactionFailure.taking(
            rd_kafka_send_offsets_to_transaction(
                pointer,
                list.pointer,
                group.pointer,
                Int32(clamping: timeoutMilliseconds)
            )
        )
    }

    /// -1, the rest of the transaction's time: anything else risks that the library and the broker
    /// differ about the state (its own documentation).
    func commitTransaction() -> TransactionFailure? {
        unsafe TransactionFailure.taking(rd_kafka_commit_transaction(pointer, -1))
    }

    func abortTransaction() -> TransactionFailure? {
        unsafe TransactionFailure.taking(rd_kafka_abort_transaction(pointer, -1))
    }
}

extension TransactionFailure {
    /// Takes over an error object of the library and frees it; nil when there is no error.
    fileprivate static func taking(_ error: OpaquePointer?) -> TransactionFailure? {
        guard let error = unsafe error else { return nil }
        let requiresAbort = unsafe rd_kafka_error_txn_requires_abort(error) != 0
        let isRetriable = unsafe rd_kafka_error_is_retriable(error) != 0
        let code = unsafe KafkaError.Code(rd_kafka_error_code(error))
        // The library's own words, which come along, name the topic.
        let subject = code.concernsTopic ? "a topic of the transaction" : "transaction"
        return unsafe KafkaError.taking(error, subject: subject).map {
            TransactionFailure(error: $0, requiresAbort: requiresAbort, isRetriable: isRetriable)
        }
    }
}
