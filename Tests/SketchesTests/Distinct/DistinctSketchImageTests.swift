// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct DistinctSketchImageTests {
    @Test func `bytes equal those of the reference library`() throws {
        let vectors = try Vectors.load().sketches
        #expect(vectors.count == 18)
        for vector in vectors {
            var sketch = DistinctSketch(lgK: vector.lgK)
            for item in 0..<vector.count { sketch.insert(item + 1) }
            let expected = try vector.bytes()
            #expect(sketch.bytes() == expected, "\(vector.file)")
        }
    }

    @Test func `an image that was read makes the same sketch`() throws {
        for vector in try Vectors.load().sketches {
            var sketch = DistinctSketch(lgK: vector.lgK)
            for item in 0..<vector.count { sketch.insert(item + 1) }
            let read = try DistinctSketch(bytes: vector.bytes())
            #expect(read == sketch, "\(vector.file)")
        }
    }

    @Test func `items that are still kept are written as their coupons`() {
        var exact = DistinctSketch(exactLimit: 1_000)
        var plain = DistinctSketch()
        for item: UInt64 in 1...300 {
            exact.insert(item)
            plain.insert(item)
        }
        #expect(exact.isExact)
        #expect(exact.bytes() == plain.bytes())
    }

    @Test(
        arguments: [
            ([], SketchError.wrongLength),
            ([2, 1, 7, 12, 3, 8, 1], .wrongLength),
            ([2, 1, 7, 12, 3, 8, 1, 8], .wrongLength),
            ([3, 1, 7, 12, 5, 8, 0, 9], .wrongLength),
            ([2, 2, 7, 12, 3, 12, 0, 8], .unknownFormat),
            ([2, 1, 7, 22, 3, 12, 0, 8], .unknownFormat),
            ([2, 1, 6, 12, 3, 12, 0, 8], .unknownFormat),
            ([2, 1, 7, 12, 3, 4, 0, 8], .unsupportedKind),
            ([10, 1, 7, 12, 0, 8, 0, 2], .unsupportedKind),
            ([2, 1, 7, 12, 3, 8, 1, 8, 5, 0, 0, 0], .invalidContent),
        ] as [([UInt8], SketchError)]
    )
    func `bytes that are no sketch are refused with a reason`(bytes: [UInt8], reason: SketchError) {
        #expect(throws: reason) { try DistinctSketch(bytes: bytes) }
    }

    @Test func `an image cut short or with a wrong register is refused`() {
        var sketch = DistinctSketch()
        for item: UInt64 in 1...1_000 { sketch.insert(item) }
        var image = sketch.bytes()
        #expect(throws: SketchError.wrongLength) {
            try DistinctSketch(bytes: Array(image.dropLast()))
        }
        image[100] = 64
        #expect(throws: SketchError.invalidContent) { try DistinctSketch(bytes: image) }
    }
}
