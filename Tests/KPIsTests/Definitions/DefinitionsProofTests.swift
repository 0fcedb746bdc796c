// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct DefinitionsProofTests {
    @Test func `the text of the catalogue gives the KPIs that were written in Swift`() {
        var parameters = Catalogue.Parameters()
        for changed in [0, 1] as [Int64] {
            parameters.engagedAfter += changed * 1_000
            parameters.attribution += changed * 86_400_000
            parameters.cap -= changed * 3_600_000
            parameters.appTimeout += changed * 1_000
            let written = Catalogue.kpis(parameters: parameters)
            let read = Definitions.builtIn.kpis(parameters: parameters)
            for (old, new) in zip(written, read) { #expect(old == new) }
            #expect(written.count == read.count)
        }
    }
}
