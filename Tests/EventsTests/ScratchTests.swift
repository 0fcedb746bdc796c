// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct ScratchTests {
    @Test(arguments: [0, 1, 7, 8, 9, 15, 16, 17, 100])
    func `a text of any length is put into lower case, and only its ASCII letters`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 0x3D + $0 * 3) }
        var scratch = Scratch()
        scratch.start()
        scratch.append(lowered: ByteSlice(keeping: bytes))
        let expected = bytes.map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 }
        #expect(scratch.text.copy == expected)
    }

    @Test func `every byte is put into lower case as ASCII has it`() {
        let bytes = [UInt8](0...255)
        var scratch = Scratch()
        scratch.start()
        scratch.append(lowered: ByteSlice(keeping: bytes))
        #expect(scratch.text.copy == bytes.map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 })
    }

    @Test func `texts before stay as they are`() {
        var scratch = Scratch()
        scratch.start()
        scratch.append(ByteSlice("first"))
        let first = scratch.text
        scratch.start()
        scratch.append(lowered: ByteSlice("SECOND text"))
        #expect(first.copy == Array("first".utf8))
        #expect(scratch.text.copy == Array("second text".utf8))
    }

    @Test func `what exceeds a text or the room is left out`() {
        let long = ByteSlice(keeping: [UInt8](repeating: 0x41, count: Scratch.textLimit + 9))
        var scratch = Scratch()
        for _ in 0..<40 {
            scratch.start()
            scratch.append(lowered: long)
            #expect(scratch.text.count <= Scratch.textLimit)
        }
        #expect(scratch.text.isEmpty)
        scratch.reset()
        scratch.start()
        scratch.append(lowered: long)
        #expect(scratch.text.copy == [UInt8](repeating: 0x61, count: Scratch.textLimit))
    }
}
