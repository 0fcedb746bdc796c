// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kafka

struct FetchBufferTests {
    /// What may be read behind the memory, by vectors that begin inside of it.
    private func behind(_ buffer: FetchBuffer) -> [UInt8] {
        (0..<64).map { unsafe buffer.bytes[buffer.capacity + $0] }
    }

    @Test func `behind the memory are zeros, also once it has grown`() {
        let buffer = FetchBuffer()
        let zeros = [UInt8](repeating: 0, count: 64)
        #expect(behind(buffer) == zeros)
        let before = buffer.capacity
        for index in 0..<before { unsafe buffer.bytes[index] = 0xFF }
        buffer.reserve(before + 1)
        #expect(buffer.capacity > before)
        #expect(behind(buffer) == zeros)
    }
}
