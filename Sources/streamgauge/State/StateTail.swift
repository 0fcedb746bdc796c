// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline

/// The stored state of an application, followed while another process writes it.
///
/// One thread.
struct StateTail: ~Copyable {
    /// What was read, and where to go on.
    struct Place {
        /// What was read.
        var log: StateLog
        /// The offset behind it; nil: nothing was read.
        var nextOffset: Int64?
    }

    private let partition: TopicPartition
    private let application: String
    private let properties: KafkaProperties
    private var reader: PartitionReader?
    private var batch = RecordBatch()
    /// What was read, and where to go on.
    private(set) var place: Place
    /// What part of the topic was read, from 0 to 1.
    private(set) var progress = 0.0

    /// A tail that has read nothing yet.
    init(topic: String, application: String, properties: KafkaProperties) {
        partition = TopicPartition(topic: topic, partition: 0)
        self.application = application
        self.properties = properties
        place = Place(log: StateLog(application: application))
    }

    /// Reads what is there, for about so long; brokers that are away are waited for.
    ///
    /// - Throws: state of another application or a later program, brokers that refuse.
    mutating func follow(withinMilliseconds limit: Int64) throws(ProgramError) {
        do throws(KafkaError) {
            try read(until: SystemClock.monotonic + limit)
        } catch {
            reader = nil
            if error.code == .offsetOutOfRange || error.code == .offsetNotThere {
                // The leader has deleted what it does not need: there is newer.
                place = Place(log: StateLog(application: application))
            } else if !error.isRetriable {
                throw ProgramError(error)
            }
        }
    }

    private mutating func read(until end: Int64) throws(KafkaError) {
        var reader = try takeReader()
        while SystemClock.monotonic < end, try reader.follow(into: &batch, timeoutMilliseconds: 100)
        {
            try place.log.take(batch)
            place.nextOffset = reader.nextOffset
            if reader.isAtEnd { break }
        }
        // Who has caught up need not ask how far it is.
        progress = reader.isAtEnd ? 1 : try reader.progress
        self.reader = consume reader
    }

    private mutating func takeReader() throws(KafkaError) -> PartitionReader {
        if let reader = self.reader.take() { return reader }
        return try PartitionReader(partition, from: place.nextOffset, properties: properties)
    }
}
