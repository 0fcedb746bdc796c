// SPDX-License-Identifier: Apache-2.0

public import Events

/// Where decoded events go: an aggregator on the same thread, or a ring that leads to one.
public protocol EventRoute: ~Copyable {
    /// Takes an event whose time is plausible, and changes nothing in it.
    ///
    /// `inout` passes its address; a borrowed event, being of a trivial type, is copied at each call.
    mutating func ingest(_ event: inout Event, partition: Int, now: Int64)
    /// Takes the time of an event that no selected KPI needs.
    mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64)
    /// A record without a usable event came.
    mutating func recordSeen(partition: Int, now: Int64)
    /// A partition was read to its end.
    mutating func endOfPartition(_ partition: Int, now: Int64)
}

extension EventRoute where Self: ~Copyable {
    /// Takes an event that the caller cannot lend.
    ///
    /// - Parameters:
    ///   - event: its time is plausible.
    ///   - partition: its number.
    ///   - now: monotonic time, ms.
    public mutating func ingest(copyOf event: Event, partition: Int, now: Int64) {
        var event = event
        ingest(&event, partition: partition, now: now)
    }
}

extension Aggregator: EventRoute {}
