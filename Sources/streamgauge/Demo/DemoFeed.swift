// SPDX-License-Identifier: Apache-2.0

import Kafka
import Story

/// Writes the story to the input topics, never further ahead of the daemon than the embedded broker
/// keeps records.
struct DemoFeed {
    /// How far a call got.
    enum Progress {
        /// Everything up to the given time is written.
        case caughtUp
        /// There is more to write at once.
        case more
        /// The daemon has to read first.
        case full
    }

    /// Records of a topic that may be written and not yet read: 7 MB of text, 2 MB as stored, so less
    /// than half of what the broker keeps of one partition.
    private static let recordsAhead = 24_576
    /// The most records of one call, so that the caller can look at other things.
    private static let recordsAtOnce = 4_096
    private static let flushMilliseconds = 10_000

    private var story: DemoStory
    private let producer: KafkaProducer
    /// Records written when the story came to the present for the first time, by channel.
    private var past: [Int]?
    /// Records written, by channel.
    private var written = [Int](repeating: 0, count: StoryChannel.allCases.count)

    init(story: DemoStory, properties: KafkaProperties) throws(ProgramError) {
        self.story = story
        do throws(KafkaError) {
            producer = try KafkaProducer(properties: properties)
        } catch {
            throw ProgramError(error)
        }
    }

    /// Whether everything up to the present is among the records that were read, by topic.
    func isPastRead(_ read: [String: Int]) -> Bool {
        guard let past else { return false }
        return StoryChannel.allCases.allSatisfy {
            read[$0.name, default: 0] >= past[Int($0.rawValue)]
        }
    }

    /// Writes what happens until a time.
    ///
    /// - Parameters:
    ///   - now: ms since 1970.
    ///   - read: records that the daemon has read, by topic.
    /// - Returns: how far it got.
    /// - Throws: when the broker refuses a record.
    mutating func tell(
        until now: Int64,
        read: [String: Int]
    ) throws(ProgramError) -> Progress {
        producer.poll()
        if let failure = producer.takeFailures().first { throw ProgramError(failure.error) }
        for _ in 0..<Self.recordsAtOnce {
            let record = story.record
            guard record.time <= now else {
                past = past ?? written
                return .caughtUp
            }
            guard ahead(record.channel, read) < Self.recordsAhead else { return .full }
            try write(record)
            written[Int(record.channel.rawValue)] += 1
            story.advance()
        }
        return .more
    }

    /// Lets everything arrive.
    func flush() throws(ProgramError) {
        let left = producer.flush(withinMilliseconds: Self.flushMilliseconds)
        guard left == 0 else {
            throw ProgramError(.software, "the embedded broker did not take \(left) records")
        }
    }

    private func ahead(_ channel: StoryChannel, _ read: [String: Int]) -> Int {
        written[Int(channel.rawValue)] - read[channel.name, default: 0]
    }

    private func write(_ record: StoryRecord) throws(ProgramError) {
        let value = unsafe story.bytes.span.bytes
        let key = record.key.isEmpty ? nil : value.extracting(record.key)
        do throws(KafkaError) {
            while try producer.enqueue(
                topic: record.channel.name,
                key: key,
                value: value,
                timestamp: record.time
            ) == .queueFull {
                producer.poll(timeoutMilliseconds: 10)
            }
        } catch {
            throw ProgramError(error)
        }
    }
}
