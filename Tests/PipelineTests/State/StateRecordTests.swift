// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Pipeline

struct StateRecordTests {
    static let header = StateHeader(
        application: "shop",
        generation: 3,
        sequence: 41,
        isWhole: true,
        turns: 64,
        definitions: 0x0102_0304_0506_0708,
        identity: 9,
        watermark: 1_767_225_600_000
    )

    /// What version 1 wrote for `header` and the content 1, 2, 3.
    private static let oldest = """
        5347535457ce456a47a606be01000100030000000000000029000000000000004000000001000400
        0807060504030201090000000000000000a8da769b0100000300000073686f7028b52ffd20031900
        00010203
        """

    /// What version 2 wrote for the same.
    private static let second = """
        534753546be35749bf3239b702000100030000000000000029000000000000004000000001000400
        0807060504030201090000000000000000a8da769b0100000300000073686f7028b52ffd20031900
        00010203
        """

    /// What version 3 writes for the same.
    private static let golden = """
        53475354a9d9f1ce924de7b403000100030000000000000029000000000000004000000001000400
        0807060504030201090000000000000000a8da769b0100000300000073686f7028b52ffd20031900
        00010203
        """

    private static func bytes(_ text: String) -> [UInt8] {
        let digits = Array(text.filter { !$0.isWhitespace })
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
    }

    private func random(_ count: Int) -> [UInt8] {
        var random = SplitMix64(seed: UInt64(count))
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    @Test(arguments: [
        0, 1, 1_000, StateRecord.contentLimit, StateRecord.contentLimit + 1, 2_500_000,
    ])
    func `a delta comes out of its records, each below a million bytes`(count: Int) throws {
        let delta = random(count)
        let records = StateChunks(delta, Self.header)
        var content: [UInt8] = []
        for (chunk, record) in records.enumerated() {
            #expect(record.count < 1_000_000)
            let read = try StateRecord.read(record)
            var expected = Self.header
            (expected.chunk, expected.chunkCount) = (chunk, records.count)
            #expect(read.header == expected)
            content += read.content
        }
        #expect(content == delta)
    }

    @Test func `no changed byte is taken`() throws {
        let record = StateChunks(random(300), Self.header)[0]
        for place in record.indices {
            for bit in [1, 128] as [UInt8] {
                var other = record
                other[place] ^= bit
                #expect(throws: StateError.self, "byte \(place)") { try StateRecord.read(other) }
            }
        }
        for length in 0..<record.count {
            #expect(throws: StateError.self) { try StateRecord.read(Array(record[..<length])) }
        }
        #expect(throws: StateError.self) { try StateRecord.read(record + [0]) }
    }

    @Test func `what a later program wrote is refused as such`() {
        let record = StateRecord.record([1], Self.header, version: StateHeader.version + 1)
        do {
            _ = try StateRecord.read(record)
            Issue.record("a later version was taken")
        } catch {
            #expect(error.reason == .otherVersion)
            #expect(error.description.contains("newer program"))
        }
    }

    @Test(arguments: [oldest, second, golden])
    func `a record of any version so far is read`(text: String) throws {
        let read = try StateRecord.read(Self.bytes(text))
        #expect(read.header == Self.header)
        #expect(read.content == [1, 2, 3])
    }

    @Test func `a record is written as it always was in its version`() {
        #expect(StateRecord.record([1, 2, 3], Self.header) == Self.bytes(Self.golden))
    }

    @Test func `the version is told of records that cannot be read, too`() {
        let later = StateRecord.record([1, 2, 3], Self.header, version: 0x0102)
        #expect(StateRecord.version(of: later) == 0x0102)
        #expect(StateRecord.version(of: Array(later.prefix(13))) == nil)
        #expect(StateRecord.version(of: random(100)) == nil)
    }
}
