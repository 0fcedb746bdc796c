// SPDX-License-Identifier: Apache-2.0

extension RecordIngester {
    /// Takes a record whose value may lie anywhere: it is copied.
    ///
    /// - Parameters:
    ///   - value: the record's value; nil: it has none.
    ///   - key: for the rejected topic.
    ///   - headers: as Kafka stores them, where `readsHeaders` asks for them; nil: it has none.
    ///   - timestamp: the record's, ms; negative: none.
    ///   - offset: the record's, greater than that of the one before.
    ///   - partition: its number.
    ///   - now: monotonic time, ms.
    ///   - route: where its events go.
    @inlinable
    public mutating func ingest<Route: EventRoute & ~Copyable>(
        value: RawSpan?,
        key: RawSpan?,
        headers: RawSpan? = nil,
        timestamp: Int64,
        offset: Int64,
        partition: Int,
        now: Int64,
        to route: inout Route
    ) {
        unsafe ingest(
            value: value,
            isPadded: false,
            key: key,
            headers: headers,
            timestamp: timestamp,
            offset: offset,
            partition: partition,
            now: now,
            to: &route
        )
    }
}
