// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kafka

struct FetchBufferTests {
    /// What may be read behind the memory, by vectors that begin inside of it.
    private func behind(_ buffer: FetchBuffer) -> [UInt8] {
        (0..<64).map { unsafe buffer.bytes[buffer.capacity + $0] }
    }

    /// Leaves memory of many sizes behind in which everything is set, for whoever allocates next.
    private func dirtyMemory() {
        let blocks = unsafe (0..<400).map { number in
            let bytes = UnsafeMutableRawBufferPointer.allocate(
                byteCount: 128 + number * 2,
                alignment: 1
            )
            unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0xFF)
            return unsafe bytes
        }
        unsafe blocks.forEach { unsafe $0.deallocate() }
    }

    @Test func `behind the memory are zeros, also once it has grown`() {
        let zeros = [UInt8](repeating: 0, count: 64)
        for capacity in [64, 100, 200] {
            dirtyMemory()
            let buffer = FetchBuffer(capacity: capacity)
            #expect(behind(buffer) == zeros)
            dirtyMemory()
            buffer.reserve(capacity + 1)
            #expect(buffer.capacity > capacity)
            #expect(behind(buffer) == zeros)
        }
    }
}
