// SPDX-License-Identifier: Apache-2.0

/// Something that a client tells beside records and delivery reports.
public enum KafkaNotice: Hashable, Sendable {
    /// A failure of a connection or of the whole client; the client goes on unless it is fatal.
    case error(KafkaError)
    /// A line of the client library's log.
    case log(KafkaLogLine)
    /// The client library's statistics, one JSON object, every `statistics.interval.ms`.
    case statistics(String)
}
