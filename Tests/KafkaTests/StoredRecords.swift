// SPDX-License-Identifier: Apache-2.0

import CCodecs

@testable import Kafka

/// Record batches as a broker stores them, written by the specification's words.
enum StoredRecords {
    struct Record {
        var key: String?
        var value: String?
        var timestampDelta: Int64 = 0
        var offsetDelta: Int64
        var headers: [(String, String?)] = []
    }

    /// A batch of format 2.
    static func batch(
        at offset: Int64,
        _ records: [Record],
        attributes: Int16 = 0,
        producer: Int64 = -1,
        maxTimestamp: Int64 = 2_000
    ) -> [UInt8] {
        var tail = WireWriter()
        tail.put(attributes)
        tail.put(Int32(records.last?.offsetDelta ?? 0))
        tail.put(Int64(1_000))
        tail.put(maxTimestamp)
        tail.put(producer)
        tail.put(Int16(0))
        tail.put(Int32(-1))
        tail.put(Int32(records.count))
        var covered = tail.bytes
        for record in records { covered += sized(bytes(of: record)) }
        let checksum = unsafe covered.withUnsafeBufferPointer {
            unsafe sg_crc32c($0.baseAddress, $0.count)
        }
        var head = WireWriter()
        head.put(offset)
        head.put(Int32(9 + covered.count))
        head.put(Int32(0))
        head.put(Int8(2))
        head.put(checksum)
        return head.bytes + covered
    }

    /// The marker that ends a transaction.
    static func marker(at offset: Int64, producer: Int64, isAbort: Bool) -> [UInt8] {
        let key = String(decoding: [0, 0, 0, isAbort ? 0 : 1] as [UInt8], as: UTF8.self)
        let record = Record(key: key, value: "", offsetDelta: 0)
        return batch(at: offset, [record], attributes: 0x30, producer: producer)
    }

    /// Hands bytes out as they lie in an answer.
    static func read<Result>(_ bytes: [UInt8], _ body: (inout WireReader) -> Result) -> Result {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            var reader = unsafe WireReader(
                buffer.baseAddress.unsafelyUnwrapped,
                count: buffer.count
            )
            return body(&reader)
        }
    }

    static func varint(_ number: Int64) -> [UInt8] {
        var rest = UInt64(bitPattern: number << 1 ^ number >> 63)
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    private static func sized(_ bytes: [UInt8]) -> [UInt8] { varint(Int64(bytes.count)) + bytes }

    private static func bytes(of record: Record) -> [UInt8] {
        var bytes: [UInt8] = [0]
        bytes += varint(record.timestampDelta) + varint(record.offsetDelta)
        bytes += text(record.key) + text(record.value) + varint(Int64(record.headers.count))
        for (name, value) in record.headers { bytes += text(name) + text(value) }
        return bytes
    }

    private static func text(_ text: String?) -> [UInt8] {
        text.map { sized(Array($0.utf8)) } ?? varint(-1)
    }
}
