// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct RecordHeadersTests {
    private func read(_ bytes: [UInt8]) -> [String] {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return [] }
            var headers = RecordHeaders(unsafe ByteSlice(start: base, count: buffer.count))
            var found: [String] = []
            while let (name, value) = headers.next() {
                let text = value.map { String(decoding: $0.copy, as: UTF8.self) } ?? "nil"
                found.append("\(String(decoding: name.copy, as: UTF8.self))=\(text)")
            }
            return found
        }
    }

    @Test func `names and values come in their order, null and empty ones apart`() {
        let bytes = StoredHeaders.bytes([
            ("a", Array("1".utf8)), ("", []), ("n", nil),
            ("a", [UInt8](repeating: 0x78, count: 200)),
        ])
        let long = String(repeating: "x", count: 200)
        #expect(read(bytes) == ["a=1", "=", "n=nil", "a=\(long)"])
        #expect(read(StoredHeaders.varint(0)) == [])
    }

    @Test func `a list that is cut ends early, at every place`() {
        let bytes = StoredHeaders.bytes([("ab", [1]), ("cd", nil), ("ef", [2, 3])])
        for length in 0..<bytes.count { #expect(read(Array(bytes[..<length])).count < 3) }
    }

    @Test(
        arguments: [
            [0x02, 0x01], [0x02, 0x7E],
            [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
            [UInt8](repeating: 0xFF, count: 20), [0x04, 0x02, 0x61, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F],
            [0x01], [0x02, 0x02, 0x61, 0x03],
        ] as [[UInt8]]
    )
    func `lengths that lie lead nowhere`(bytes: [UInt8]) {
        #expect(read(bytes).count <= 1)
    }

    @Test func `any bytes are gone through`() {
        let seed = UInt64.random(in: 1 ... .max)
        print("seed \(seed)")
        var numbers = SeededNumbers(state: seed)
        let decoding = Decoding(format: .cloudevents)
        let sound = StoredHeaders.bytes(["ce_type": "x", "ce_id": "1", "ce_time": "t", "k": "v"])
        for _ in 0..<5000 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                let index = Int.random(in: bytes.indices, using: &numbers)
                bytes[index] = UInt8.random(in: 0...255, using: &numbers)
            }
            #expect(read(bytes).count <= bytes.count, "seed \(seed)")
            #expect(decoding.steps(Array("{}".utf8), headers: bytes).count == 1, "seed \(seed)")
        }
    }
}
