// SPDX-License-Identifier: Apache-2.0

import CAllocations
import Foundation

/// Measures something that is done often, in slices: what else the machine does spoils some of
/// them, so the least and the median are told.
///
/// Nothing between `begin` and `end` allocates for the measurement itself.
struct Stopwatch {
    private var costs: [Double] = []
    private var allocations: UInt64 = 0
    private var operations = 0
    private var quietSlices = 0
    private var began: UInt64 = 0
    private var before: UInt64 = 0

    init(slices: Int) { costs.reserveCapacity(slices) }

    mutating func begin() {
        before = sg_allocation_count()
        began = sg_thread_cpu_nanoseconds()
    }

    mutating func end(operations count: Int) {
        let spent = sg_thread_cpu_nanoseconds() - began
        let allocated = sg_allocation_count() - before
        allocations += allocated
        quietSlices += allocated == 0 ? 1 : 0
        operations += count
        costs.append(Double(spent) / Double(count))
    }

    /// Measures a closure that does something many times.
    static func measure(_ name: String, slices: Int, operations: Int, _ body: () -> Void) {
        var watch = Stopwatch(slices: slices)
        body()
        for _ in 0..<slices {
            watch.begin()
            body()
            watch.end(operations: operations)
        }
        watch.report(name)
    }

    /// Prints a row of the table.
    func report(_ name: String) {
        let sorted = costs.sorted()
        let least = String(format: "%.0f", sorted.first ?? 0)
        let median = String(format: "%.0f", sorted.isEmpty ? 0 : sorted[sorted.count / 2])
        let note =
            allocations == 0
            ? "0"
            : "\(allocations) in \(operations), \(quietSlices) of \(costs.count) slices had none"
        print("| \(name) | \(least) | \(median) | \(note) |")
    }
}
