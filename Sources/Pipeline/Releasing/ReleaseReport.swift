// SPDX-License-Identifier: Apache-2.0

/// How many numbers a start released, because nothing in the state named what they stood for.
public struct ReleaseReport: Equatable, Sendable {
    /// Values of dimensions, those of lists too.
    public var values = 0
    /// Combinations of values.
    public var combinations = 0
    /// Series of grouping sets.
    public var series = 0

    /// Whether there was nothing to release.
    public var isEmpty: Bool { values + combinations + series == 0 }
}

extension ReleaseReport {
    /// What has gone from what there was.
    init(from before: StoredNumbers, to after: StoredNumbers) {
        func count(_ numbers: StoredNumbers) -> (values: Int, series: Int) {
            (
                numbers.values.reduce(0) { $0 + $1.count },
                numbers.series.reduce(0) { $0 + $1.count }
            )
        }
        values = count(before).values - count(after).values
        combinations = before.combinations.count - after.combinations.count
        series = count(before).series - count(after).series
    }
}
