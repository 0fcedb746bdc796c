// SPDX-License-Identifier: Apache-2.0

import Events

@testable import Pipeline

/// A route that writes down what comes.
struct RecordingRoute: EventRoute, ~Copyable {
    private(set) var calls: [String] = []
    /// The value of each event in the first slot.
    private(set) var values: [UInt32] = []
    /// Values that events give.
    private(set) var amounts: [Double] = []

    mutating func ingest(_ event: inout Event, partition: Int, now: Int64) {
        values.append(event.dimensions[0])
        if event.flags.contains(.hasValue) { amounts.append(event.value) }
        calls.append("\(event.type) \(event.time) in \(partition) at \(now)")
    }

    mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {
        calls.append("unwanted \(time) in \(partition) at \(now)")
    }

    mutating func recordSeen(partition: Int, now: Int64) {
        calls.append("seen in \(partition) at \(now)")
    }

    mutating func endOfPartition(_ partition: Int, now: Int64) {
        calls.append("end in \(partition) at \(now)")
    }
}
