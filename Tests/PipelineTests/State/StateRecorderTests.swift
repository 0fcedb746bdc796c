// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Pipeline

struct StateRecorderTests {
    /// Records a section of words by number and gives the delta.
    private func delta(
        _ recorder: inout StateRecorder,
        _ parts: [Int: UInt32],
        index: Int = 0
    ) -> [UInt8] {
        recorder.begin()
        recorder.open(.messages, index)
        for (number, word) in parts.sorted(by: { $0.key < $1.key }) {
            recorder.part(number) { $0.write(word) }
        }
        recorder.close()
        return recorder.takeDelta()
    }

    /// The words of a section, by number.
    private func words(_ image: StateImage, index: Int = 0) throws -> [Int: UInt32] {
        var words: [Int: UInt32] = [:]
        for part in image.section(.messages, index) {
            var content = part.content
            words[part.number] = try content.read(UInt32.self)
        }
        return words
    }

    @Test func `the first delta holds all, the next what changed or is gone`() throws {
        var recorder = StateRecorder(turns: 1_000_000, clockOffset: 0)
        var image = StateImage()
        try image.apply(delta(&recorder, [0: 1, 1: 2, 5: 3]))
        #expect(try words(image) == [0: 1, 1: 2, 5: 3])
        let second = delta(&recorder, [0: 1, 1: 9])
        #expect(second.count == (11 + 4) + 11)
        try image.apply(second)
        #expect(try words(image) == [0: 1, 1: 9])
        #expect(delta(&recorder, [0: 1, 1: 9]).isEmpty)
        let back = delta(&recorder, [0: 1, 1: 9, 5: 3])
        #expect(back.count == 11 + 4)
    }

    @Test func `a fingerprint that is given spares the content`() {
        var recorder = StateRecorder(turns: 1_000_000, clockOffset: 0)
        var written = 0
        for print in [4, 4, 6, 6] as [UInt64] {
            recorder.begin()
            recorder.open(.rows)
            recorder.part(3, fingerprint: print) { writer in
                writer.write(UInt8(1))
                written += 1
            }
            recorder.close()
        }
        #expect(written == 2)
    }

    @Test(arguments: [1, 2, 7]) func `as many deltas as there are turns hold all`(turns: Int) throws
    {
        var random = SplitMix64(seed: UInt64(turns))
        var recorder = StateRecorder(turns: turns, clockOffset: 0)
        var parts: [Int: UInt32] = [:]
        var log: [[UInt8]] = []
        for _ in 0..<40 {
            for _ in 0..<5 {
                let number = Int(random.number(0...30))
                parts[number] = random.chance(30) ? nil : UInt32(random.number(0...3))
            }
            log.append(delta(&recorder, parts))
            var image = StateImage()
            for delta in log.suffix(turns) { try image.apply(delta) }
            #expect(try words(image) == parts)
        }
    }

    @Test func `sections do not disturb each other`() throws {
        var recorder = StateRecorder(turns: 64, clockOffset: 0)
        var image = StateImage()
        recorder.begin()
        for index in 0..<3 {
            recorder.open(.messages, index)
            recorder.part(0) { $0.write(UInt32(index)) }
            recorder.close()
        }
        recorder.single(.clocks) { $0.write(UInt64(8)) }
        try image.apply(recorder.takeDelta())
        #expect(image.count == 4 && image.byteCount == 20)
        for index in 0..<3 { #expect(try words(image, index: index) == [0: UInt32(index)]) }
        var clocks = try image.single(.clocks)
        #expect(try clocks.read(UInt64.self) == 8)
        #expect(throws: StateError.self) { try image.single(.emission) }
    }

    @Test func `a delta that is cut off or of a later version is refused`() throws {
        var recorder = StateRecorder(turns: 64, clockOffset: 0)
        let whole = delta(&recorder, [0: 1, 1: 2])
        for length in 1..<whole.count where length != 15 {
            var image = StateImage()
            #expect(throws: StateError.self) { try image.apply(Array(whole[..<length])) }
        }
        var image = StateImage()
        var later = whole
        later[0] = 250
        do {
            try image.apply(later)
            Issue.record("an unknown kind was taken")
        } catch {
            #expect(error.reason == .otherVersion)
        }
    }
}
