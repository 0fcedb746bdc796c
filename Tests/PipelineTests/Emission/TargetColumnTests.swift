// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct TargetColumnTests {
    @Test func `each series has its own standing, the others none`() {
        let column = TargetColumn(limit: 10)
        #expect(column.standing(of: 0) == nil)
        let standings = TargetStatus.allCases.enumerated().map { position, status in
            TargetStanding(status: status, since: Int64(position) * 1_767_225_600_000 - 1)
        }
        for (position, standing) in standings.enumerated() {
            column.publish(standing, of: UInt32(position + 2))
        }
        #expect(column.standing(of: 0) == nil && column.standing(of: 1) == nil)
        for (position, standing) in standings.enumerated() {
            #expect(column.standing(of: UInt32(position + 2)) == standing)
        }
        #expect(column.standing(of: 8) == nil && column.standing(of: 1_000) == nil)
        column.publish(standings[0], of: 4)
        #expect(column.standing(of: 4) == standings[0])
    }

    @Test func `what is withdrawn stands nowhere, and what never came is left alone`() {
        let column = TargetColumn(limit: 10)
        column.publish(TargetStanding(status: .breach, since: 60), of: 3)
        let word = column.word(of: 3)
        column.withdraw(3)
        column.withdraw(9)
        #expect(column.standing(of: 3) == nil && column.word(of: 3) != word)
        #expect(column.standing(of: 9) == nil)
    }

    @Test func `a series beyond the limit is a mistake`() async {
        await #expect(processExitsWith: .failure) {
            TargetColumn(limit: 1).publish(TargetStanding(status: .ok, since: 0), of: 1)
        }
    }
}
