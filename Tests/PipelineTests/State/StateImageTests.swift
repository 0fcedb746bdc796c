// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct StateImageTests {
    /// A delta with parts of section 3 of `series`; no bytes: the part is gone.
    private func delta(_ parts: [UInt32: [UInt8]]) -> [UInt8] {
        var writer = StateWriter()
        for (number, content) in parts.sorted(by: { $0.key < $1.key }) {
            writer.write(StateKind.series.rawValue)
            writer.write(UInt16(3))
            writer.write(number)
            writer.write(counted: content)
        }
        return writer.bytes
    }

    @Test func `parts are replaced, added and taken away by later deltas`() throws {
        var image = StateImage()
        try image.apply(delta([1: [1], 7: [2, 2], 8: [3]]))
        try image.apply(delta([0: [4, 4, 4], 7: [5], 8: []]))
        #expect(image.section(.series, 3).map(\.number) == [0, 1, 7])
        #expect(image.count == 3 && image.byteCount == 5)
        #expect(image.section(.series, 2).isEmpty)
        var part = image.section(.series, 3)[2].content
        #expect(try part.read(UInt8.self) == 5)
    }

    @Test func `a kind that no program of today knows is refused`() {
        var image = StateImage()
        let error = #expect(throws: StateError.self) { try image.apply([255, 0, 0, 0]) }
        #expect(error?.reason == .otherVersion)
    }

    @Test func `a delta that ends too early, and a part that is missing, are damage`() throws {
        var image = StateImage()
        let bytes = delta([1: [1, 2, 3]])
        let short = #expect(throws: StateError.self) { try image.apply(Array(bytes.dropLast())) }
        #expect(short?.reason == .damaged)
        let missing = #expect(throws: StateError.self) { try StateImage().single(.clocks) }
        #expect(missing?.reason == .damaged)
        #expect(throws: StateError.self) { try StateImage().completeFrom }
    }

    @Test func `from when on everything was seen is told without the definitions`() throws {
        var recorder = StateRecorder(clockOffset: 0)
        recorder.begin()
        recorder.single(.emission) { writer in
            writer.write(Int64(11))
            writer.write(Int64(22))
            writer.write(UInt16(9))
        }
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        #expect(try image.completeFrom == 22)
    }
}
