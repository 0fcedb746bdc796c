// SPDX-License-Identifier: Apache-2.0

import Glibc

@testable import Sketches

/// Random items with weights, some of which are taken back, beside their true sums.
struct ItemStream {
    private(set) var counts: [UInt32: Int64] = [:]
    /// The sum of what was added, whatever was taken back.
    private(set) var added: Int64 = 0
    private var generator: SeededGenerator
    private let items: UInt32
    private let takesBack: Bool

    init(seed: UInt64, items: UInt32, takesBack: Bool = false) {
        generator = SeededGenerator(seed: seed)
        self.items = items
        self.takesBack = takesBack
    }

    var total: Int64 { counts.values.reduce(0, +) }

    /// The next item: the n-th of them comes about once where the first comes n times.
    mutating func next() -> (item: UInt32, weight: Int64) {
        let share = Double.random(in: 0..<1, using: &generator)
        var item = UInt32(pow(Double(items), share))
        if takesBack, Int.random(in: 0..<4, using: &generator) == 0 {
            // Also items that came long ago and lost their counter.
            let known = counts.keys.sorted()
            if let any = known.randomElement(using: &generator) { item = any }
            let most = counts[item] ?? 0
            if most > 0 {
                let weight = -Int64.random(in: 1...most, using: &generator)
                counts[item] = most + weight
                return (item, weight)
            }
        }
        let weight = Int64.random(in: 1...3, using: &generator)
        counts[item, default: 0] += weight
        added += weight
        return (item, weight)
    }

    /// In what the bounds of a sketch are not those of the true sums; nil: in nothing.
    func fault(of sketch: HeavyHitters) -> String? {
        if sketch.total != total { return "total \(sketch.total), not \(total)" }
        if sketch.floor > added / Int64(sketch.capacity) { return "floor \(sketch.floor)" }
        for entry in sketch.entries where entry.error < 0 || entry.low < 0 || entry.count <= 0 {
            return "\(entry)"
        }
        for item in 1...items {
            let bounds = sketch.bounds(of: item)
            if !bounds.contains(counts[item] ?? 0) {
                return "item \(item): \(counts[item] ?? 0) is not in \(bounds)"
            }
        }
        return nil
    }
}
