// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct FactKindTests {
    @Test func `tables by fact kind have a place for each`() {
        #expect(FactKind.allCases.count == FactKind.count)
        #expect(FactKind.allCases.map { Int($0.rawValue) } == Array(0..<FactKind.count))
    }
}
