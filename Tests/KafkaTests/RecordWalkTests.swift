// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kafka

struct RecordWalkTests {
    private let records = [
        StoredRecords.Record(
            key: "k",
            value: "v0",
            offsetDelta: 0,
            headers: [("h", "1"), ("n", nil)]
        ),
        StoredRecords.Record(key: nil, value: nil, timestampDelta: 5, offsetDelta: 3),
        StoredRecords.Record(key: "", value: "", timestampDelta: -5, offsetDelta: 4),
    ]

    private func text(_ start: UnsafePointer<UInt8>?, _ count: Int) -> String? {
        unsafe start.map {
            unsafe String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
        }
    }

    @Test func `records are read with keys, values, times, offsets and headers`() {
        StoredRecords.read(StoredRecords.batch(at: 10, records)) { reader in
            guard let batch = StoredBatch(&reader) else {
                Issue.record("there is a batch")
                return
            }
            var walk = RecordWalk(batch, records: batch.storedRecords)
            var found: [String] = []
            while !walk.isDone, let record = walk.next() {
                let key = unsafe text(record.key, record.keyCount) ?? "nil"
                let value = unsafe text(record.value, record.valueCount) ?? "nil"
                found.append("\(record.offset) \(record.timestamp) \(key) \(value)")
                if record.offset == 10, let start = unsafe record.headers {
                    let headers = unsafe RecordWalk.headers(start, size: record.headersSize)
                    #expect(headers.map(\.name) == ["h", "n"])
                    #expect(headers.map(\.value) == [Array("1".utf8), nil])
                }
            }
            #expect(found == ["10 1000 k v0", "13 1005 nil nil", "14 995  "])
            #expect(walk.isDone)
        }
    }

    @Test func `headers are stored as they are read`() {
        let headers = [
            KafkaHeader(name: "h", text: String(repeating: "x", count: 300)),
            KafkaHeader(name: "", value: nil), KafkaHeader(name: "h", value: []),
        ]
        let bytes = KafkaHeader.stored(headers)
        let found = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe RecordWalk.headers(buffer.baseAddress.unsafelyUnwrapped, size: buffer.count)
        }
        #expect(found == headers)
        #expect(KafkaHeader.stored([]) == [0])
    }

    @Test func `the broker's time of appending replaces that of each record`() {
        let bytes = StoredRecords.batch(at: 0, records, attributes: 8, maxTimestamp: 9_000)
        StoredRecords.read(bytes) { reader in
            let batch = StoredBatch(&reader)
            var walk = batch.map { RecordWalk($0, records: $0.storedRecords) }
            #expect(walk?.next()?.timestamp == 9_000)
        }
    }

    @Test func `records that lie are no records`() {
        var bytes = StoredRecords.batch(at: 0, records)
        // The length of the first key.
        bytes[65] = 0x7E
        StoredRecords.read(bytes) { reader in
            let batch = StoredBatch(&reader)
            var walk = batch.map { RecordWalk($0, records: $0.storedRecords) }
            #expect(walk?.next() == nil)
        }
    }
}
