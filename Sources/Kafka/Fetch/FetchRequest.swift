// SPDX-License-Identifier: Apache-2.0

/// A question for records: Fetch, version 5, without a session (Kafka protocol guide).
///
/// Version 5 is understood by every broker from 1.0 on (KIP-896 keeps 4 and up).
enum FetchRequest {
    private static let key: Int16 = 1
    private static let version: Int16 = 5

    /// What is asked of one partition.
    struct Part {
        var partition: TopicPartition
        var offset: Int64
    }

    /// The request's frame.
    static func frame(_ parts: [Part], number: Int32, settings: FetchSettings) -> [UInt8] {
        var writer = WireWriter()
        writer.put(Int32(0))
        writer.put(key)
        writer.put(version)
        writer.put(number)
        writer.put(settings.clientID)
        writer.put(Int32(-1))
        writer.put(settings.waitMilliseconds)
        writer.put(settings.minimumBytes)
        writer.put(settings.answerBytes)
        writer.put(Int8(settings.isReadCommitted ? 1 : 0))
        var first = 0
        writer.put(Int32(runs(of: parts)))
        while first < parts.count {
            let topic = parts[first].partition.topic
            var end = first
            while end < parts.count, parts[end].partition.topic == topic { end += 1 }
            writer.put(topic)
            writer.put(Int32(end - first))
            for part in parts[first..<end] {
                writer.put(part.partition.partition)
                writer.put(part.offset)
                writer.put(Int64(-1))
                writer.put(settings.partitionBytes)
            }
            first = end
        }
        writer.closeFrame()
        return writer.bytes
    }

    private static func runs(of parts: [Part]) -> Int {
        var count = 0
        for (index, part) in parts.enumerated()
        where index == 0 || parts[index - 1].partition.topic != part.partition.topic {
            count += 1
        }
        return count
    }
}
