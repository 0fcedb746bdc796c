// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct StateKindTests {
    @Test func `the numbers that stand in stored state stay what they are`() {
        #expect(StateKind.allCases.map(\.rawValue) == Array(1...UInt8(StateKind.allCases.count)))
        #expect(StateKind.clocks.rawValue == 1 && StateKind.cluster.rawValue == 32)
        #expect(StateKind.history.rawValue == 33 && StateKind.alerts.rawValue == 34)
        #expect(StateKind.rules.rawValue == 35)
    }
}
