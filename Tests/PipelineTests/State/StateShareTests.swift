// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct StateShareTests {
    @Test func `each kind that has parts is counted, over all its sections`() throws {
        var recorder = StateRecorder(clockOffset: 0)
        recorder.begin()
        for index in 0..<2 {
            recorder.open(.series, index)
            for number in 0..<3 {
                recorder.part(number) { writer in
                    for _ in 0..<100 { writer.write(UInt8(7)) }
                }
            }
            recorder.close()
        }
        recorder.single(.clocks) { $0.write(UInt64(1)) }
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        let shares = image.shares()
        #expect(shares.map(\.kind) == [.clocks, .series])
        #expect(shares.map(\.parts) == [1, 6])
        #expect(shares.map(\.bytes) == [8, 600])
        #expect(shares.reduce(0) { $0 + $1.bytes } == image.byteCount)
        #expect(shares[1].compressedBytes < 60)
    }
}
