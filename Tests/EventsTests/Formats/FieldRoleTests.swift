// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct FieldRoleTests {
    @Test func `every dimension has the role of its name, or is the decoder's own`() {
        let own: Set<Dimension> = [.channel, .name, .object, .source]
        for dimension in Dimension.allCases {
            let role = FieldRole(dimension)
            #expect(role.map { "\($0)" } == (own.contains(dimension) ? nil : dimension.key))
        }
    }

    @Test func `every total has the role of its name, or no format tells it`() {
        let none: Set<TotalsMetric> = [.reach, .fans]
        for metric in TotalsMetric.allCases {
            let role = FieldRole(metric)
            #expect(role.map { "\($0)" } == (none.contains(metric) ? nil : metric.key))
        }
    }

    @Test func `every role has its place in a format's list`() {
        #expect(FieldRole.allCases.count <= 64)
    }
}
