// SPDX-License-Identifier: Apache-2.0

import Pipeline
import Story
import Workload

/// Records of the story, kept in memory one behind the other, with 64 zeros at its end.
struct StoryRecords {
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [Int] = [0]
    private(set) var times: [Int64] = []

    /// The first records of the story.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - isWanted: nil: all.
    init(count: Int, where isWanted: (([UInt8]) -> Bool)? = nil) {
        var story = Workload.story()
        var record: [UInt8] = []
        bytes.reserveCapacity(count * 320)
        while times.count < count {
            let told = story.next(into: &record)
            if told.isBroken { continue }
            if let isWanted, !isWanted(record) { continue }
            bytes += record
            ends.append(bytes.count)
            times.append(told.time)
        }
        bytes += [UInt8](repeating: 0, count: 64)
    }

    var count: Int { times.count }

    /// Calls the body with some of the records.
    @inline(__always)
    func forEach(
        _ range: Range<Int>,
        _ body: (_ value: RawSpan, _ time: Int64, _ number: Int) -> Void
    ) {
        // Sound: bytes are plain bytes.
        let all = unsafe bytes.span.bytes
        for number in range {
            body(all.extracting(ends[number]..<ends[number + 1]), times[number], number)
        }
    }

    /// Decodes some of the records, as those of the first partition.
    @inline(__always)
    func ingest<Route: EventRoute & ~Copyable>(
        _ range: Range<Int>,
        by ingester: inout RecordIngester,
        to route: inout Route
    ) {
        forEach(range) { value, time, number in
            unsafe ingester.ingest(
                value: value,
                isPadded: true,
                key: nil,
                timestamp: time,
                offset: Int64(number),
                partition: 0,
                now: 0,
                to: &route
            )
        }
    }
}
