// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Workload

/// Decoding, by type of event.
enum DecodeParts {
    /// The types that make up the story, but for rare ones.
    static let types: [EventType] = [
        .pageView, .engagement, .interaction, .order, .alias,
        .messageSent, .messageDelivered, .messageOpened, .messageClicked,
        .install, .appOpen, .screenView, .impression, .reaction, .totals,
    ]
    private static let recordCount = 500

    static func run() throws {
        let plan = try Workload.plan()
        let schema = Workload.ingest(plan).schema
        let dictionaries = schema.makeDictionaries()
        for type in types {
            let records = StoryRecords(count: recordCount, type: type)
            var decoder = EventDecoder(
                format: .native,
                schema: schema,
                source: "shop",
                dictionaries: dictionaries
            )
            var event = Event()
            var watch = Stopwatch(slices: 200)
            for slice in 0..<210 {
                if slice >= 10 { watch.begin() }
                records.forEach(0..<recordCount) { value, time, _ in
                    guard unsafe decoder.open(value, isPadded: true, timestamp: time) == .elements
                    else { return }
                    while true {
                        if case .end = decoder.next(&event) { return }
                    }
                }
                if slice >= 10 { watch.end(operations: recordCount) }
            }
            let mean = records.bytes.count / recordCount
            watch.report("decode \(type.name), \(mean) bytes")
        }
    }
}

extension StoryRecords {
    /// The first records of a type.
    init(count: Int, type: EventType) {
        let begin = Array("{\"type\":\"\(type.name)\"".utf8)
        self.init(count: count) { $0.starts(with: begin) }
    }
}
