// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Pipeline
import Settings

/// What the records of an input topic are like, by a few of them from each partition.
struct InputSurvey {
    /// Records of a topic that are read.
    private static let recordLimit = 4_000
    /// Partitions that are read: each takes a connection.
    private static let partitionLimit = 16

    /// Whether the events of one actor lie in one partition.
    private(set) var spread = ActorSpread()
    /// The latest time of a record, ms; nil: there is none.
    private(set) var newest: Int64?
    /// How many records were read.
    private(set) var count = 0

    /// Reads the newest records of a topic.
    ///
    /// - Parameters:
    ///   - topic: exists.
    ///   - source: how its records are written.
    ///   - schema: decodes ids; a key of its own will do.
    ///   - sampler: reads.
    /// - Throws: partitions that cannot be read.
    init(
        _ topic: TopicDescription,
        of source: IngestConfiguration.Source,
        _ schema: EventSchema,
        _ sampler: TopicSampler
    ) throws(ProgramError) {
        var decoder = EventDecoder(
            format: source.format,
            data: source.data,
            schema: schema,
            source: source.name,
            dictionaries: schema.makeDictionaries(),
            mapping: source.mapping
        )
        var event = Event()
        let partitions = topic.partitions.prefix(Self.partitionLimit)
        for (number, partition) in partitions.enumerated() {
            try sampler.read(newest: Self.recordLimit / partitions.count, of: partition) {
                batch,
                index in
                let record = batch.record(at: index)
                count += 1
                newest = max(newest ?? record.timestamp, record.timestamp)
                guard let value = record.value else { return }
                let headers = batch.storedHeaders(at: index)
                let opening = decoder.open(value, headers: headers, timestamp: record.timestamp)
                guard opening == .elements else { return }
                while true {
                    let step = decoder.next(&event)
                    if case .end = step { return }
                    guard case .event = step else { continue }
                    spread.note(event.deviceKey, in: number)
                }
            }
        }
    }
}
