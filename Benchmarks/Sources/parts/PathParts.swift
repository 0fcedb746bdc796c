// SPDX-License-Identifier: Apache-2.0

/// The whole way: from a record's bytes to the panes, in the mix of the story.
enum PathParts {
    private static let warmUp = 1_000_000
    private static let sliceSize = 10_000
    private static let slices = 100

    static func run() throws {
        let records = StoryRecords(count: warmUp + sliceSize * slices)
        var way = try EventWay()
        var watch = Stopwatch(slices: slices)
        var first = 0
        while first < records.count {
            let isMeasured = first >= warmUp
            if isMeasured { watch.begin() }
            way.take(records, first..<first + sliceSize)
            if isMeasured { watch.end(operations: sliceSize) }
            first += sliceSize
            // Not a part of the way.
            if (first / sliceSize).isMultiple(of: 50) { way.collect() }
        }
        watch.report("record to panes, mix of the story, after 1 M events")
    }
}
