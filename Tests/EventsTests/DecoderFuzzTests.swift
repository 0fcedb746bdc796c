// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

/// Random damage to sound records: nothing crashes, and every element is told.
struct DecoderFuzzTests {
    private static let alphabet =
        Array(#"{}[]",:\0123456789eE+-.truefalsn u"#.utf8) + [0, 10, 0x80, 0xFF]

    @Test(arguments: InputFormat.allCases)
    func `damage never crashes and ranges lie in order inside the value`(format: InputFormat) {
        let seed = UInt64.random(in: 1 ... .max)
        print("seed \(seed)")
        var numbers = SeededNumbers(state: seed)
        let decoding = Decoding(format: format)
        let one = format.sample
        let array = format.isJSON ? ["[\(one),\(one),\(one)]"] : []
        let shapes = ([one, "\(one)\n\(one)\n\(one)"] + array).map {
            Array($0.utf8)
        }
        for _ in 0..<6000 {
            var value = shapes.randomElement(using: &numbers) ?? []
            damage(&value, &numbers)
            let steps = decoding.steps(value)
            var end = 0
            for (index, step) in steps.enumerated() {
                guard let rejection = step.rejection else { continue }
                let isPlaced =
                    rejection.range.lowerBound >= end && rejection.index == index
                    && rejection.range.upperBound <= value.count
                #expect(isPlaced, "seed \(seed): \(String(decoding: value, as: UTF8.self))")
                end = rejection.range.upperBound
            }
        }
    }

    @Test(arguments: InputFormat.allCases)
    func `damage to one line leaves the others alone`(format: InputFormat) {
        let seed = UInt64.random(in: 1 ... .max)
        print("seed \(seed)")
        var numbers = SeededNumbers(state: seed)
        let decoding = Decoding(format: format)
        let one = Array(format.sample.utf8)
        for _ in 0..<6000 {
            var middle = one
            damage(&middle, &numbers)
            middle.removeAll { $0 == 10 }
            let blank = middle.allSatisfy { $0 == 32 }
            let steps = decoding.steps(one + [10] + middle + [10] + one)
            #expect(steps.count == (blank ? 2 : 3), "seed \(seed)")
            #expect(steps.first?.event != nil && steps.last?.event != nil, "seed \(seed)")
        }
    }

    private func damage(_ value: inout [UInt8], _ numbers: inout SeededNumbers) {
        for _ in 0..<Int.random(in: 1...4, using: &numbers) where !value.isEmpty {
            let index = Int.random(in: value.indices, using: &numbers)
            let byte = Self.alphabet.randomElement(using: &numbers) ?? 0
            switch Int.random(in: 0..<5, using: &numbers) {
            case 0: value.remove(at: index)
            case 1: value.insert(byte, at: index)
            case 2: value[index] = byte
            case 3: value.removeSubrange(index..<min(index + 12, value.count))
            default: value.insert(contentsOf: value[index..<min(index + 12, value.count)], at: 0)
            }
        }
    }
}
