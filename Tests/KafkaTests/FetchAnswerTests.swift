// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kafka

struct FetchAnswerTests {
    private func answer() -> [UInt8] {
        var writer = WireWriter()
        writer.put(Int32(7))
        writer.put(Int32(0))
        writer.put(Int32(1))
        writer.put("t")
        writer.put(Int32(2))
        for (number, code) in [(0, 0), (3, 6)] as [(Int32, Int16)] {
            writer.put(number)
            writer.put(code)
            writer.put(Int64(20))
            writer.put(Int64(18))
            writer.put(Int64(5))
            writer.put(Int32(number == 0 ? 1 : -1))
            if number == 0 {
                writer.put(Int64(99))
                writer.put(Int64(11))
            }
            writer.put(Int32(number == 0 ? 3 : -1))
            if number == 0 { for byte in UInt8(1)...3 { writer.put(byte) } }
        }
        return writer.bytes
    }

    @Test func `an answer is taken apart to its partitions`() {
        StoredRecords.read(answer()) { reader in
            let found = FetchAnswer.parts(&reader)
            #expect(found?.number == 7)
            let parts = found?.parts ?? []
            #expect(parts.map(\.partition.partition) == [0, 3])
            #expect(parts.map(\.errorCode) == [0, 6])
            #expect(parts.first?.highWatermark == 20)
            #expect(parts.first?.lastStableOffset == 18)
            #expect(parts.first?.startOffset == 5)
            #expect(parts.first?.aborted.map(\.producer) == [99])
            #expect(parts.map(\.batches.remaining) == [3, 0])
        }
    }

    @Test func `an answer that is cut is none`() {
        let bytes = answer()
        for count in 1..<bytes.count {
            StoredRecords.read(Array(bytes[..<count])) { reader in
                #expect(FetchAnswer.parts(&reader) == nil)
            }
        }
    }
}
