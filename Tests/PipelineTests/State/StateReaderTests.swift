// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct StateReaderTests {
    private struct Value: BitwiseCopyable, Equatable {
        var first: Int64
        var second: UInt8
    }

    @Test func `what was written is read in the same order`() throws {
        var writer = StateWriter()
        writer.write(Int64.min)
        writer.write(UInt16(0xABCD))
        writer.write(true)
        writer.write(counted: [1, 2, 3])
        writer.write(raw: Value(first: -7, second: 9))
        var reader = StateReader(writer.bytes)
        #expect(try reader.read(Int64.self) == .min)
        #expect(try reader.read(UInt16.self) == 0xABCD)
        #expect(try reader.readFlag())
        #expect(try reader.readCounted() == [1, 2, 3])
        #expect(try reader.readRaw(Value.self) == Value(first: -7, second: 9))
        #expect(reader.isAtEnd)
    }

    @Test func `numbers are written least byte first`() {
        var writer = StateWriter()
        writer.write(UInt32(0x0102_0304))
        #expect(writer.bytes == [4, 3, 2, 1])
        writer.overwrite(0x0A0B_0C0D, at: 0)
        #expect(writer.bytes == [13, 12, 11, 10])
    }

    @Test func `reading beyond the end is an error, not a trap`() throws {
        var short = StateReader([1, 2, 3])
        #expect(throws: StateError.self) { try short.read(UInt32.self) }
        var counted = StateReader([255, 255, 255, 255, 1])
        #expect(throws: StateError.self) { try counted.readCounted() }
        var raw = StateReader([1])
        #expect(throws: StateError.self) { try raw.readRaw(Value.self) }
    }
}
