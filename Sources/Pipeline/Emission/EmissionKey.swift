// SPDX-License-Identifier: Apache-2.0

/// Names one output record's key inside the aggregator.
struct EmissionKey: Hashable, Comparable {
    var output: Int
    var series: UInt32
    var start: Int64

    static func < (left: EmissionKey, right: EmissionKey) -> Bool {
        (left.start, left.output, left.series) < (right.start, right.output, right.series)
    }
}
