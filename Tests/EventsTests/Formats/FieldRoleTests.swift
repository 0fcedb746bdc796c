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

    @Test func `every total has the role of its name`() {
        for metric in TotalsMetric.allCases { #expect("\(FieldRole(metric))" == metric.key) }
    }
}
