// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Workload

/// Counting decoded events, by type: with few actors, all in the cache, and with a million.
enum CountParts {
    private static let sliceSize = 5_000
    private static let slices = 100

    static func run() throws {
        for type in DecodeParts.types where type != .alias {
            for actors in [1_000, 1_000_000] as [UInt64] {
                try count(type, actors: actors)
            }
        }
        try countDuplicates()
    }

    private static func count(_ type: EventType, actors: UInt64) throws {
        var counting = try Counting(type)
        counting.take(actors == 1_000 ? 50_000 : 1_500_000, actors: actors)
        var watch = Stopwatch(slices: slices)
        for _ in 0..<slices {
            counting.spread(sliceSize, actors: actors)
            watch.begin()
            counting.takeSpread(sliceSize)
            watch.end(operations: sliceSize)
        }
        watch.report("count \(type.name), \(actors == 1_000 ? "1,000" : "1 M") actors")
    }

    /// An id that was seen before: nothing but the duplicate filter.
    private static func countDuplicates() throws {
        var counting = try Counting(.pageView)
        counting.take(2_000_000, actors: 1_000)
        var watch = Stopwatch(slices: slices)
        for slice in 0..<slices {
            counting.spread(sliceSize, actors: 1_000, firstNumber: UInt64(slice * sliceSize))
            watch.begin()
            counting.takeSpread(sliceSize)
            watch.end(operations: sliceSize)
        }
        watch.report("duplicate filter, 2 M ids known")
    }
}
