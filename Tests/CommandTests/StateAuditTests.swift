// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline
@testable import streamgauge

struct StateAuditTests {
    private func commit(
        _ sequence: UInt64,
        chunks: Int = 1,
        isWhole: Bool = false,
        application: String = "shop",
        generation: Int64 = 5
    ) -> [[UInt8]] {
        let header = StateHeader(
            application: application,
            generation: generation,
            sequence: sequence,
            isWhole: isWhole,
            turns: 64,
            definitions: 1,
            identity: 2,
            watermark: 3
        )
        var recorder = StateRecorder(clockOffset: 0)
        recorder.begin()
        recorder.single(.messages) { writer in
            writer.write(
                Array(repeating: 7, count: (chunks - 1) * StateRecord.contentLimit + 4)
            )
        }
        return Array(StateChunks(recorder.takeDelta(), header))
    }

    private func audit(_ records: [[UInt8]]) -> StateAudit {
        var audit = StateAudit(application: "shop")
        for (offset, record) in records.enumerated() {
            audit.take(record, offset: Int64(offset), time: Int64(offset) * 10)
        }
        audit.finish()
        return audit
    }

    @Test func `commits in order are sound, with their sums`() {
        let audit = audit(commit(7, isWhole: true) + commit(8, chunks: 3) + commit(9))
        #expect(audit.faults == [] && audit.notes == [])
        #expect((audit.recordCount, audit.commitCount) == (5, 3))
        #expect(audit.sequence == 9 && audit.generation == 5 && audit.newestTime == 40)
        #expect(
            audit.version == StateHeader.version
                && audit.contentBytes > 2 * StateRecord.contentLimit
        )
        #expect(audit.log.stored?.header.sequence == 9)
    }

    @Test func `a reset is no gap`() {
        let audit = audit(commit(7, isWhole: true) + commit(8, isWhole: true, generation: 6))
        #expect(audit.faults == [])
        #expect(audit.notes.map(\.text) == ["generation 6 begins with record 1"])
    }

    @Test func `a commit that was given up between two of its transactions is no fault`() {
        let limit = StateChunks.transactionLimit
        let large = commit(8, chunks: limit + 1, isWhole: true)
        let begun = commit(7, isWhole: true) + large[..<limit]
        #expect(audit(begun).faults == [])
        for next in [large, commit(9, isWhole: true)] {
            let audit = audit(begun + next)
            #expect(audit.faults == [])
            #expect(
                audit.notes.map(\.text) == [
                    "commit 8 was given up between two of its transactions, before record \(limit + 1)"
                ]
            )
        }
        let cut = audit(commit(7, isWhole: true) + large[..<(limit - 1)] + commit(9, isWhole: true))
        #expect(cut.faults.map(\.text) == ["commit 8 is cut off before record \(limit)"])
    }

    @Test func `each kind of disorder is told with its place`() throws {
        var damaged = commit(8)[0]
        damaged[20] ^= 1
        let cases: [([[UInt8]], String)] = [
            (commit(7) + commit(9), "1 commits are missing behind commit 7, before record 1"),
            (commit(7) + commit(7), "record 1 is of commit 7, behind one of commit 7"),
            (commit(7) + commit(8, generation: 4), "of generation 4, behind one of generation 5"),
            (commit(7) + commit(8, chunks: 2).dropLast() + commit(9), "commit 8 is cut off before"),
            (commit(7) + commit(8, chunks: 2).dropFirst(), "commit 8 lacks its first chunks"),
            (commit(7) + commit(8, chunks: 2).dropLast(), "commit 8 ends with chunk 1 of 2"),
            (
                commit(7) + [damaged] + commit(9),
                "record 1: a record of the state topic has another"
            ),
            (commit(7) + commit(8, application: "bar"), "record 1 belongs to the application bar"),
            (commit(7) + [[]], "record 1: "),
        ]
        for (records, sentence) in cases {
            let audit = audit(records)
            #expect(audit.faultCount == 1, "\(sentence): \(audit.faults)")
            #expect(try #require(audit.faults.first).text.contains(sentence), "\(audit.faults)")
        }
    }

    @Test func `of many faults the first are told, all are counted`() {
        let audit = audit(Array(repeating: [0], count: 50))
        #expect(audit.faults.count == StateAudit.faultLimit && audit.faultCount == 50)
        #expect(audit.isPartlyUnknown && audit.newest == nil)
    }
}
