// SPDX-License-Identifier: Apache-2.0

import Pipeline

/// Looks at every record of a state topic, from the oldest to the newest.
///
/// What a start makes of them is in `log`; here is said which are damaged, foreign, of another
/// version, missing or there twice.
struct StateAudit {
    /// The most faults of records that are told one by one.
    static let faultLimit = 20

    /// What a start makes of the records.
    private(set) var log: StateLog
    /// What is wrong with records, in their order; the others are in `faultCount`.
    private(set) var faults: [StateFinding] = []
    private(set) var faultCount = 0
    /// What is worth knowing of them.
    private(set) var notes: [StateFinding] = []
    private(set) var recordCount = 0
    private(set) var commitCount = 0
    /// Bytes of the records as they are stored, and of what they hold.
    private(set) var (storedBytes, contentBytes) = (0, 0)
    /// When the newest record was written, ms; nil: there is none.
    private(set) var newestTime: Int64?
    /// The format of the newest record.
    private(set) var version: UInt16?
    /// The header of the newest record of the application that can be read.
    private(set) var newest: StateHeader?
    /// The largest of any commit; 0: none can be read.
    private(set) var generation: Int64 = 0
    /// The largest of any commit.
    private(set) var sequence: UInt64 = 0
    /// Whether a record is no state, or of a program that came later: what it says is not known.
    private(set) var isPartlyUnknown = false
    /// Another application that has written into the topic.
    private(set) var stranger: String?

    private let application: String
    /// The newest record that could be read; nil: order cannot be told.
    private var last: StateHeader?

    /// An audit of an application's records.
    init(application: String) {
        self.application = application
        log = StateLog(application: application)
    }

    /// Takes the next record.
    mutating func take(_ record: [UInt8], offset: Int64, time: Int64) {
        recordCount += 1
        storedBytes += record.count
        newestTime = time
        version = StateRecord.version(of: record) ?? version
        do throws(StateError) {
            let (header, content) = try StateRecord.read(record)
            contentBytes += content.count
            if header.application == application {
                note(header, offset)
            } else {
                stranger = header.application
                blame("record \(offset) belongs to the application \(header.application)")
            }
        } catch {
            isPartlyUnknown = true
            last = nil
            blame("record \(offset): \(error)")
        }
        // What cannot be read is a gap to it; what a start refuses is told above.
        do throws(StateError) {
            try log.take(record)
        } catch {
            last = nil
        }
    }

    /// Says what can be said only at the end.
    mutating func finish() {
        guard let last, last.chunk + 1 < last.chunkCount, !endsTransaction(last) else { return }
        blame(
            "commit \(last.sequence) ends with chunk \(last.chunk + 1) of \(last.chunkCount): records "
                + "of one transaction are missing"
        )
    }

    private mutating func note(_ header: StateHeader, _ offset: Int64) {
        if header.chunk + 1 == header.chunkCount { commitCount += 1 }
        if let last {
            checkOrder(of: header, behind: last, offset)
        } else if recordCount == 1, header.chunk > 0 {
            notes.append(
                StateFinding(.note, "the log begins within commit \(header.sequence), at \(offset)")
            )
        }
        generation = max(generation, header.generation)
        sequence = max(sequence, header.sequence)
        (last, newest) = (header, header)
    }

    private mutating func checkOrder(
        of header: StateHeader,
        behind last: StateHeader,
        _ offset: Int64
    ) {
        let isSame = (header.generation, header.sequence) == (last.generation, last.sequence)
        if isSame, header.chunk == last.chunk + 1, header.chunkCount == last.chunkCount { return }
        if header.chunk == 0, endsTransaction(last) {
            notes.append(
                StateFinding(
                    .note,
                    "commit \(last.sequence) was given up between two of its transactions, before "
                        + "record \(offset)"
                )
            )
            if isSame { return }
        } else if last.chunk + 1 < last.chunkCount {
            blame("commit \(last.sequence) is cut off before record \(offset)")
        } else if header.chunk > 0 {
            blame("commit \(header.sequence) lacks its first chunks before record \(offset)")
        }
        if header.generation > last.generation, header.isWhole {
            notes.append(
                StateFinding(.note, "generation \(header.generation) begins with record \(offset)")
            )
        } else if header.generation != last.generation {
            blame(
                "record \(offset) is of generation \(header.generation), behind one of generation "
                    + "\(last.generation)"
            )
        } else if header.sequence <= last.sequence {
            blame(
                "record \(offset) is of commit \(header.sequence), behind one of commit "
                    + "\(last.sequence): two processes wrote, or records were copied"
            )
        } else if header.sequence > last.sequence + 1 {
            blame(
                "\(header.sequence - last.sequence - 1) commits are missing behind commit "
                    + "\(last.sequence), before record \(offset)"
            )
        }
    }

    /// Whether a commit of several transactions can end there when its process does.
    private func endsTransaction(_ header: StateHeader) -> Bool {
        let written = header.chunk + 1
        return written < header.chunkCount && written.isMultiple(of: StateChunks.transactionLimit)
    }

    private mutating func blame(_ text: String) {
        faultCount += 1
        if faults.count < Self.faultLimit { faults.append(StateFinding(.fault, text)) }
    }
}
