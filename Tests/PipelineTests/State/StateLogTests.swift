// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct StateLogTests {
    /// Commits of a state whose part `number` was written by commit `number`.
    private func commit(
        _ sequence: UInt64,
        isWhole: Bool = false,
        application: String = "shop",
        generation: Int64 = 1,
        bytes: Int = 4
    ) -> [[UInt8]] {
        var recorder = StateRecorder(turns: 1_000_000, clockOffset: 0)
        recorder.begin()
        recorder.open(.messages)
        recorder.part(Int(sequence)) { writer in
            for byte in 0..<bytes { writer.write(UInt8(truncatingIfNeeded: byte &* 31)) }
        }
        recorder.close()
        var header = StateRecordTests.header
        header.application = application
        header.generation = generation
        header.sequence = sequence
        header.isWhole = isWhole
        header.turns = 3
        return Array(StateChunks(recorder.takeDelta(), header))
    }

    private func log(_ records: [[UInt8]]) throws -> StateLog {
        var log = StateLog(application: "shop")
        for record in records { try log.take(record) }
        return log
    }

    private func numbers(_ stored: StateLog.Stored?) -> [Int]? {
        stored?.image.section(.messages).map(\.number)
    }

    @Test func `a whole commit and what follows it is the state`() throws {
        let log = try log(commit(1, isWhole: true) + commit(2))
        #expect(numbers(log.stored) == [1, 2])
        #expect(log.stored?.header.sequence == 2 && log.stored?.lostCommits == 0)
        #expect(log.newest?.sequence == 2 && log.highestSequence == 2)
    }

    @Test func `a whole commit needs nothing before it`() throws {
        let log = try log(commit(1, isWhole: true) + commit(2) + commit(3, isWhole: true))
        #expect(numbers(log.stored) == [3])
    }

    @Test func `a commit that was given up between its transactions was never written`() throws {
        var recorder = StateRecorder(clockOffset: 0)
        recorder.begin()
        recorder.open(.messages)
        let bytes = StateChunks.transactionLimit * StateRecord.contentLimit + 1
        recorder.part(77, fingerprint: 1) { $0.write(Array(repeating: 0, count: bytes)) }
        recorder.close()
        var header = StateRecordTests.header
        (header.generation, header.sequence, header.turns) = (1, 3, 3)
        let large = Array(StateChunks(recorder.takeDelta(), header))
        let begun = commit(1, isWhole: true) + commit(2) + large[..<StateChunks.transactionLimit]
        #expect(numbers(try log(begun).stored) == [1, 2])
        #expect(try log(begun).newest?.sequence == 2 && log(begun).highestSequence == 3)
        #expect(numbers(try log(begun + large).stored) == [77])
        let successor = try log(begun + commit(4, isWhole: true))
        #expect(numbers(successor.stored) == [4] && successor.damagedCount == 0)
    }

    @Test func `where the newest whole commit begins is known, also in several records`() throws {
        let large = commit(3, isWhole: true, bytes: 3_000_000)
        #expect(large.count > 1)
        let records = commit(1, isWhole: true) + commit(2) + large + commit(4)
        var log = StateLog(application: "shop")
        for (place, record) in records.enumerated() { try log.take(record, at: Int64(place) * 10) }
        #expect(log.wholeOffset == 20)
        #expect(try self.log(commit(7) + commit(8)).wholeOffset == nil)
    }

    @Test func `as many commits in a row as there are turns are the state`() throws {
        #expect(numbers(try log(commit(7) + commit(8)).stored) == nil)
        #expect(numbers(try log(commit(7) + commit(8) + commit(9)).stored) == [7, 8, 9])
    }

    @Test func `behind a gap the older state counts until the newer is whole`() throws {
        let before = commit(1, isWhole: true) + commit(2)
        let gap = try log(before + commit(4) + commit(5))
        #expect(numbers(gap.stored) == [1, 2] && gap.stored?.lostCommits == 3)
        let whole = try log(before + commit(4) + commit(5) + commit(6))
        #expect(numbers(whole.stored) == [4, 5, 6] && whole.stored?.lostCommits == 0)
    }

    @Test func `a damaged record is a gap, and is counted`() throws {
        var damaged = commit(2)[0]
        damaged[damaged.count - 1] ^= 1
        let log = try log(commit(1, isWhole: true) + [damaged] + commit(3))
        #expect(numbers(log.stored) == [1] && log.stored?.lostCommits == 2)
        #expect(log.damagedCount == 1 && log.firstDamage?.reason == .damaged)
    }

    @Test func `chunks belong together, dropped or swapped ones are a gap`() throws {
        let large = commit(2, bytes: 2_000_000)
        #expect(large.count == 3)
        let first = commit(1, isWhole: true)
        #expect(numbers(try log(first + large).stored) == [1, 2])
        for bad in [[large[0], large[2]], [large[1], large[0], large[2]], [large[0]]] {
            let log = try log(first + bad)
            #expect(numbers(log.stored) == [1])
        }
    }

    @Test func `a new generation begins anew`() throws {
        let log = try log(
            commit(8, isWhole: true) + commit(9, isWhole: true, generation: 2)
        )
        #expect(numbers(log.stored) == [9] && log.stored?.header.generation == 2)
    }

    @Test func `the state of another application is refused`() throws {
        do {
            _ = try log(commit(1, isWhole: true, application: "other"))
            Issue.record("foreign state was taken")
        } catch let error as StateError {
            #expect(error.reason == .foreign && error.description.contains("other"))
        }
    }

    @Test func `nothing is nothing, and only damage is not`() throws {
        #expect(try log([]).isEmpty)
        let log = try log([[1, 2, 3]])
        #expect(!log.isEmpty && log.stored == nil)
    }
}
