// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Kafka

struct ContentPoolTests {
    /// A batch whose records are compressed with gzip.
    private func batch(of text: String) -> [UInt8] {
        let records = [StoredRecords.Record(key: nil, value: text, offsetDelta: 0)]
        let plain = StoredRecords.batch(at: 0, records, attributes: 1)
        let headerSize = StoredBatch.headerSize
        var bytes = Array(plain[..<headerSize]) + Packing.gzip(Array(plain[headerSize...]))
        let size = UInt32(bytes.count - 12)
        for place in 0..<4 {
            bytes[8 + place] = UInt8(truncatingIfNeeded: size >> (24 - 8 * UInt32(place)))
        }
        return bytes
    }

    @Test func `behind the content are zeros, also where more lay there before`() throws {
        let pool = ContentPool()
        let zeros = [UInt8](repeating: 0, count: 64)
        for count in [100_000, 10, 3_000, 200_000, 1] {
            let text = String(repeating: "x", count: count)
            let found: (text: [UInt8], behind: [UInt8])? = StoredRecords.read(batch(of: text)) {
                reader in
                guard let batch = StoredBatch(&reader), let content = pool.decompress(batch) else {
                    return nil
                }
                return unsafe (
                    [UInt8](UnsafeBufferPointer(start: content.position, count: content.remaining)),
                    [UInt8](UnsafeBufferPointer(start: content.end, count: 64))
                )
            }
            let content = try #require(found)
            #expect(content.text.count(where: { $0 == UInt8(ascii: "x") }) == count)
            #expect(content.behind == zeros, "\(count) bytes")
            pool.recycle(keepsLast: false)
        }
    }
}
