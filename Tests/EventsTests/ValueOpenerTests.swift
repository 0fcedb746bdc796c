// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Events

/// Values that are compressed, whatever is in them.
struct ValueOpenerTests {
    private static let packings: [@Sendable ([UInt8]) -> [UInt8]] = [
        { Packing.gzip($0) }, { Packing.zstd($0) }, { Packing.zstdStream($0) },
        { Packing.zstdStream($0, level: 19) },
    ]
    private static let line = #"{"type":"page_view","time":1767261600000,"id":"a","user":"u"}"#
    private static let limit = 1 << 16

    private let decoding = Decoding(sizeLimit: limit)

    private func rejection(_ value: [UInt8]) -> Rejection? {
        let steps = decoding.steps(value)
        return steps.count == 1 ? steps[0].rejection : nil
    }

    @Test(arguments: InputFormat.allCases)
    func `every format's values may be compressed`(format: InputFormat) {
        let decoding = Decoding(format: format)
        let text = Array("\(format.sample)\n\(format.sample)".utf8)
        let plain = decoding.steps(text).map { $0.event.map(\.written) }
        #expect(plain.count == 2 && !plain.contains(nil))
        for packing in Self.packings {
            #expect(decoding.steps(packing(text)).map { $0.event.map(\.written) } == plain)
        }
    }

    @Test(arguments: Array(packings.indices))
    func `members and frames follow one another, in the middle of an event, too`(packing: Int) {
        let packed = Self.packings[packing]
        let text = Array(Self.line.utf8)
        let parts = packed(Array(text[..<20])) + packed([]) + packed(Array(text[20...]))
        #expect(
            decoding.steps(parts).map { $0.event?.written }
                == decoding.steps(text).map { $0.event?.written }
        )
    }

    @Test func `frames that are to be skipped are, behind the first`() {
        let skipped: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
        let frame = Packing.zstd(Array(Self.line.utf8))
        #expect(decoding.steps(frame + skipped + frame).count == 1, "two objects, no line between")
        #expect(decoding.steps(frame + skipped).first?.event != nil)
    }

    @Test(arguments: Array(packings.indices))
    func `what stands behind the last member or frame spoils all`(packing: Int) {
        let sound = Self.packings[packing](Array(Self.line.utf8))
        for tail: [UInt8] in [
            [0], [0x0A], Array("{}".utf8), [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD],
        ] {
            #expect(rejection(sound + tail)?.error.reason == .compression)
        }
    }

    @Test(arguments: Array(packings.indices))
    func `a stream that ends early is rejected as a whole, wherever`(packing: Int) {
        let sound = Self.packings[packing](Array(Self.line.utf8))
        for length in 4..<sound.count {
            let found = rejection(Array(sound[..<length]))
            #expect(found?.error.reason == .compression, "\(length)")
            #expect(found?.isWholeRecord == true && found?.range == 0..<length)
        }
        #expect(rejection(sound + sound)?.error.reason == .json, "one line, two objects")
    }

    @Test(arguments: Array(packings.indices))
    func `damage is found or does no harm, and the decoder goes on`(packing: Int) {
        let seed = UInt64.random(in: 1 ... .max)
        print("seed \(seed)")
        var numbers = SeededNumbers(state: seed)
        let text = (0..<40).map { _ in Self.line }.joined(separator: "\n")
        let sound = Self.packings[packing](Array(text.utf8))
        for _ in 0..<3000 {
            var value = sound
            for _ in 0..<Int.random(in: 1...3, using: &numbers) {
                let index = Int.random(in: 4..<value.count, using: &numbers)
                switch Int.random(in: 0..<3, using: &numbers) {
                case 0: value[index] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
                case 1: value.removeSubrange(index...)
                default: value.insert(UInt8.random(in: 0...255, using: &numbers), at: index)
                }
                if value.count < 5 { break }
            }
            for step in decoding.steps(value) {
                let isPlaced = step.rejection.map { $0.range.upperBound <= Self.limit } ?? true
                #expect(isPlaced, "seed \(seed)")
            }
        }
        #expect(decoding.steps(sound).count == 40)
    }

    @Test(arguments: Array(packings.indices))
    func `a bomb is cut at the limit`(packing: Int) {
        let packed = Self.packings[packing]
        let zeros = [UInt8](repeating: 0x20, count: 64 << 20)
        let bomb = packed(zeros)
        #expect(bomb.count < Self.limit)
        let found = rejection(bomb)
        #expect(found?.error.reason == .size && found?.isWholeRecord == true)
        #expect(found?.range == 0..<bomb.count)
        // Many small ones are one.
        let part = packed([UInt8](repeating: 0x20, count: 1 << 12))
        let parts = (0..<17).flatMap { _ in part }
        #expect(parts.count < Self.limit)
        #expect(rejection(parts)?.error.reason == .size)
    }

    @Test(arguments: Array(packings.indices))
    func `the limit itself is allowed, and nothing beyond`(packing: Int) {
        let packed = Self.packings[packing]
        let head = Array(Self.line.utf8)
        let blanks = [UInt8](repeating: 0x20, count: Self.limit - head.count)
        #expect(decoding.steps(packed(head + blanks)).first?.event != nil)
        #expect(rejection(packed(head + blanks + [0x20]))?.error.reason == .size)
    }

    @Test func `a value that is too large is not opened`() {
        // Noise does not shrink; what follows the limit is never looked at.
        var numbers = SeededNumbers(state: 7)
        let noise = (0..<Self.limit + 100).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        #expect(rejection(Packing.gzip(noise))?.error.reason == .size)
    }

    @Test func `a frame with a huge window is opened without one`() {
        // Window descriptor 0xA8: 2 GiB, one raw block of two bytes, the last.
        let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xA8, 0x11, 0, 0, 0x7B, 0x7D]
        #expect(rejection(frame)?.error.reason == .type, "{} is opened, and no event")
    }

    @Test func `nothing compressed is nothing, and what is compressed twice is no text`() {
        for packing in Self.packings {
            #expect(decoding.steps(packing([])).isEmpty)
            #expect(decoding.steps(packing(Array(" \n".utf8))).isEmpty)
            let twice = packing(packing(Array(Self.line.utf8)))
            let reason = rejection(twice)?.error.reason
            #expect(reason == .utf8 || reason == .json)
        }
    }

    @Test func `other bytes that are no text stay what they were`() {
        for value: [UInt8] in [
            [0x1F, 0x8A, 1, 2], [0x28, 0xB5, 0x2F, 0xFC, 0], [0x1F], [0xFF, 0xFF],
        ] {
            #expect(rejection(value).map { [.utf8, .json].contains($0.error.reason) } == true)
        }
        #expect(rejection([0x1F, 0x8B])?.error.reason == .compression)
    }

    @Test func `a rejected record keeps its bytes, a rejected element those that were opened`() {
        let bad = #"{"type":7}"#
        for packing in Self.packings {
            let whole = packing(Array(bad.utf8))
            #expect(bytes(whole, at: 0) == whole)
            let list = packing(Array("[\(Self.line), \(bad) ]".utf8))
            #expect(bytes(list, at: 1) == Array(bad.utf8))
            let cut = Array(whole.dropLast())
            #expect(bytes(cut, at: 0) == cut)
        }
    }

    /// The bytes of the element that is rejected, and only that.
    private func bytes(_ value: [UInt8], at index: Int) -> [UInt8]? {
        #expect(decoding.open(value) == .elements)
        var event = Event()
        for _ in 0..<index { _ = decoding.next(&event) }
        guard case .rejected(let rejection) = decoding.next(&event) else { return nil }
        return decoding.decoder.bytes(of: rejection, in: unsafe value.span.bytes)
    }

    @Test func `records of side topics may be compressed`() throws {
        let schema = EventSchema(key: .fixed, dimensions: [.persona])
        let table = TableSchema(key: .user, fields: [.persona])
        var decoder = TableDecoder(
            table: table,
            schema: schema,
            dictionaries: schema.makeDictionaries()
        )
        let key = Array("u".utf8)
        let value = Packing.gzip(Array(#"{"persona":"p"}"#.utf8))
        let record = try decoder.decode(
            key: unsafe key.span.bytes,
            value: unsafe value.span.bytes
        )
        #expect(record.values[0] != 0)
        let broken = Array(value.dropLast())
        let error = #expect(throws: DecodeError.self) {
            try decoder.decode(key: unsafe key.span.bytes, value: unsafe broken.span.bytes)
        }
        #expect(error?.reason == .compression)
    }
}
