// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline

/// What came of a replay's records and events, for standard error.
struct ReplayReport: Sendable {
    /// The first record that was rejected for a reason.
    private struct Example: Sendable {
        var place: String
        var sentence: String
    }

    /// What the ingest stage counted.
    var counts = RecordCounts()
    /// What came of the records of side tables.
    var tables: [(name: String, counts: RecordCounts)] = []
    /// What the aggregator counted.
    var outcomes = EventOutcomes()
    /// Records written.
    var snapshotCount = 0

    /// How far events stand behind one another.
    var disorder = Disorder()
    /// How far they may, ms.
    var outOfOrderness: Int64 = 0
    /// Of the files that were read, in order.
    private(set) var fileNames: [String] = []

    private var examples: [RejectionReason: Example] = [:]

    /// Another file is read from now on.
    mutating func begin(_ name: String) { fileNames.append(name) }

    /// Takes rejected records in.
    mutating func note(_ records: [RejectedRecord], in name: String, line: Int) {
        for record in records where examples[record.error.reason] == nil {
            examples[record.error.reason] = Example(
                place: "\(name):\(line)",
                sentence: record.error.message
            )
        }
    }

    /// Whether there was something to read and nothing of it could be used.
    var isNothingUsable: Bool {
        outcomes.total == 0 && counts.rejectedRecords + counts.rejectedEvents > 0
    }

    /// Lines for people.
    var text: String {
        var text = """
            records: \(counts.records) (\(counts.decoded) decoded, \(counts.empty) empty, \
            \(counts.rejectedRecords) rejected)
            events: \(counts.events) (\(outcomes.counted) counted, \(outcomes.late) late, \
            \(outcomes.duplicate) duplicate, \(outcomes.filtered) filtered, \
            \(counts.rejectedEvents) rejected)
            snapshots: \(snapshotCount)

            """
        let order = disorder.text(beyond: outOfOrderness) { "\(fileNames[$0.file]):\($0.line)" }
        if let order { text += "order: \(order)\n" }
        for (name, counts) in tables {
            text += "table \(name): \(counts.records) (\(counts.decoded) decoded, "
            text += "\(counts.empty) empty, \(counts.rejectedRecords) rejected)\n"
        }
        for reason in RejectionReason.allCases {
            let count = tables.reduce(counts.reasons[reason]) { $0 + $1.counts.reasons[reason] }
            guard count > 0, let example = examples[reason] else { continue }
            text += "rejected: \(count) \(reason.name), first at \(example.place): "
            text += example.sentence + "\n"
        }
        return text
    }
}
