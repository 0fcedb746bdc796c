// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kafka

struct WireReaderTests {
    @Test func `what is written is read`() {
        var writer = WireWriter()
        writer.put(Int8(-2))
        writer.put(Int16(300))
        writer.put(Int32(-70_000))
        writer.put(Int64.min)
        writer.put("topic ü")
        StoredRecords.read(writer.bytes) { reader in
            #expect(reader.number(Int8.self) == -2)
            #expect(reader.number(Int16.self) == 300)
            #expect(reader.number(Int32.self) == -70_000)
            #expect(reader.number(Int64.self) == .min)
            #expect(reader.text() == "topic ü")
            #expect(reader.remaining == 0 && !reader.isBroken)
        }
    }

    @Test(arguments: [0, -1, 1, 63, -64, 64, 300, -70_000, .max, .min] as [Int64])
    func `a varint is read back`(number: Int64) {
        StoredRecords.read(StoredRecords.varint(number)) { reader in
            #expect(reader.varint() == number)
            #expect(reader.remaining == 0 && !reader.isBroken)
        }
    }

    @Test func `reading behind the end gives zeros and is told`() {
        StoredRecords.read([1, 2, 3]) { reader in
            #expect(reader.number(Int32.self) == 0)
            #expect(reader.isBroken)
            #expect(reader.number(Int8.self) == 0)
        }
        StoredRecords.read([UInt8](repeating: 0xFF, count: 20)) { reader in
            #expect(reader.varint() == 0)
            #expect(reader.isBroken)
        }
        StoredRecords.read([0xFF, 0xFF]) { reader in
            #expect(reader.text() == nil)
        }
    }
}
