// SPDX-License-Identifier: Apache-2.0

/// The way of an event, as `Benchmarks/hotpath` watches it: what lies inside of `measured` only.
///
/// Tables are filled first, so that what remains is the steady state, with the growth of tables that
/// goes on as long as new visitors come.
enum HotPath {
    private static let warmUp = 300_000
    private static let sliceSize = 10_000
    private static let slices = 10

    /// Runs the way once and prints how many events were measured.
    static func run() throws {
        let records = StoryRecords(count: warmUp + sliceSize * slices)
        var way = try EventWay()
        way.take(records, 0..<warmUp)
        way.collect()
        for slice in 0..<slices {
            let first = warmUp + slice * sliceSize
            measured(&way, records, first..<first + sliceSize)
        }
        print(sliceSize * slices)
    }

    /// Named by the script, which collects from its first instruction to its last.
    @inline(never)
    private static func measured(
        _ way: inout EventWay,
        _ records: StoryRecords,
        _ range: Range<Int>
    ) {
        way.take(records, range)
    }
}
