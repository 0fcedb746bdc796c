// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kafka

struct AbortedTransactionsTests {
    @Test func `records of aborted transactions are told from all others`() {
        let record = [StoredRecords.Record(key: nil, value: "v", offsetDelta: 0)]
        func data(_ offset: Int64, _ producer: Int64) -> [UInt8] {
            StoredRecords.batch(at: offset, record, attributes: 0x10, producer: producer)
        }
        let bytes =
            data(0, 1) + data(1, 2) + StoredRecords.batch(at: 2, record) + data(3, 1)
            + StoredRecords.marker(at: 4, producer: 1, isAbort: true)
            + StoredRecords.marker(at: 5, producer: 2, isAbort: false)
            + data(6, 1) + data(7, 3) + StoredRecords.marker(at: 8, producer: 3, isAbort: true)
        var aborted = AbortedTransactions([(3, 7), (1, 0)])
        var found: [Int64] = []
        StoredRecords.read(bytes) { reader in
            while let batch = StoredBatch(&reader) {
                if aborted.contains(batch) { found.append(batch.baseOffset) }
            }
        }
        #expect(found == [0, 3, 7])
    }
}
