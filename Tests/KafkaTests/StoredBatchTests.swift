// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kafka

struct StoredBatchTests {
    private let records = [
        StoredRecords.Record(key: "k", value: "v0", offsetDelta: 0),
        StoredRecords.Record(key: nil, value: nil, timestampDelta: 5, offsetDelta: 3),
    ]

    @Test func `a header is read, and the next batch after it`() {
        let bytes =
            StoredRecords.batch(at: 10, records, producer: 7)
            + StoredRecords.batch(at: 14, records, attributes: 3)
        StoredRecords.read(bytes) { reader in
            let first = StoredBatch(&reader)
            #expect(first?.baseOffset == 10)
            #expect(first?.lastOffset == 13)
            #expect(first?.producer == 7)
            #expect(first?.recordCount == 2)
            #expect(first?.codec == 0)
            #expect(first?.isIntact == true)
            #expect(StoredBatch(&reader)?.codec == 3)
            #expect(StoredBatch(&reader) == nil)
        }
    }

    @Test func `a batch that was cut is not there`() {
        let bytes = StoredRecords.batch(at: 10, records)
        for count in bytes.indices {
            StoredRecords.read(Array(bytes[..<count]) + []) { reader in
                #expect(count == 0 || StoredBatch(&reader) == nil)
            }
        }
    }

    @Test func `each flipped bit behind the checksum is found`() {
        let bytes = StoredRecords.batch(at: 10, records)
        for position in 21..<bytes.count {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[position] ^= 1 << UInt8(bit)
                StoredRecords.read(flipped) { reader in
                    #expect(StoredBatch(&reader)?.isIntact == false)
                }
            }
        }
    }

    @Test func `an older format is told by its magic`() {
        var bytes = StoredRecords.batch(at: 10, records)
        bytes[16] = 1
        StoredRecords.read(bytes) { reader in
            #expect(StoredBatch(&reader)?.magic == 1)
        }
    }
}
