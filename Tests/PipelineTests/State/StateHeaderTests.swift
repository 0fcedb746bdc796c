// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct StateHeaderTests {
    @Test func `keys are told apart by a hash of what may be shown of them`() {
        let (one, other) = (StateHeader.identity(of: "a1b2"), StateHeader.identity(of: "a1b3"))
        #expect(one != other && one == StateHeader.identity(of: "a1b2"))
    }

    @Test func `a record begins as the table says`() {
        let record = StateChunks([7], StateRecordTests.header)[0]
        #expect(Array(record[..<4]) == Array("SGST".utf8))
        #expect(Array(record[12..<16]) == [3, 0, 1, 0])
        #expect(record[24] == 41 && record[32] == 64 && record[36] == 1 && record[38] == 4)
        #expect(record[64] == 1)
        let name = record[StateHeader.length..<StateHeader.length + 4]
        #expect(Array(name) == Array("shop".utf8))
    }
}
