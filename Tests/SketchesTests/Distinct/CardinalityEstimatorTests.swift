// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct CardinalityEstimatorTests {
    /// The reference reads its expectation from a table, ours computes it.
    private func tolerance(lgK: Int) -> Double { lgK < 8 ? 5e-3 : 5e-5 }

    @Test func `estimates agree with the reference library for every golden sketch`() throws {
        for vector in try Vectors.load().sketches {
            let sketch = try DistinctSketch(bytes: vector.bytes())
            let allowed = vector.estimate * tolerance(lgK: vector.lgK)
            #expect(abs(sketch.estimate - vector.estimate) <= allowed, "\(vector.file)")
        }
    }

    @Test func `estimates agree with the reference library from 385 to 200,000 items`() throws {
        let vectors = try Vectors.load().estimates
        var sketch = DistinctSketch()
        var inserted: UInt64 = 0
        for vector in vectors {
            while inserted < vector.count {
                inserted += 1
                sketch.insert(inserted)
            }
            let allowed = vector.estimate * tolerance(lgK: 12)
            #expect(abs(sketch.estimate - vector.estimate) <= allowed, "\(vector.count) items")
        }
        #expect(inserted == 200_000)
    }

    @Test(arguments: [1, 7, 8, 50, 384])
    func `a list or set rounds to the true number`(count: UInt64) {
        var sketch = DistinctSketch()
        for item in 1...count { sketch.insert(item &* 0x1234_5678_9ABC_DEF1) }
        #expect(sketch.estimate.rounded() == Double(count))
        #expect(sketch.relativeStandardError == 0)
    }

    @Test(arguments: [1_000, 10_000, 100_000])
    func `the error has the stated size and no bias`(count: Int) {
        let runs = 60
        let seed: UInt64 = 11
        var generator = SeededGenerator(seed: seed)
        var errors: [Double] = []
        var stated = 0.0
        for _ in 0..<runs {
            var registers = [UInt8](repeating: 0, count: 4_096)
            for _ in 0..<count {
                let coupon = Coupon(of: generator.next())
                let index = coupon.index(lgK: 12)
                registers[index] = max(registers[index], coupon.value)
            }
            let sketch = DistinctSketch(lgK: 12, registers: registers)
            stated = sketch.relativeStandardError
            errors.append(sketch.estimate / Double(count) - 1)
        }
        let bias = errors.reduce(0, +) / Double(runs)
        let deviation = (errors.reduce(0) { $0 + $1 * $1 } / Double(runs)).squareRoot()
        #expect(abs(bias) < 4 * stated / Double(runs).squareRoot(), "seed \(seed)")
        #expect(deviation < 1.35 * stated, "seed \(seed)")
    }

    @Test func `registers beyond all use still give a finite number`() {
        let full = DistinctSketch(lgK: 4, registers: [UInt8](repeating: 63, count: 16))
        #expect(full.estimate.isFinite)
        #expect(full.estimate > 1e18)
        let none = DistinctSketch(lgK: 4, registers: [UInt8](repeating: 0, count: 16))
        #expect(none.estimate == 0)
    }
}
