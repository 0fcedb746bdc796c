// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RingBuffers

struct PaddedCursorTests {
    @Test func `a cursor fills its cache lines exactly`() {
        #expect(MemoryLayout<PaddedCursor>.size == CacheLine.bytes)
        #expect(MemoryLayout<PaddedCursor>.stride == CacheLine.bytes)
    }
}
