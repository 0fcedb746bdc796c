// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct CatalogueParametersTests {
    @Test func `what differs from the defaults stands in the definition, in the order asked for`() {
        var parameters = Catalogue.Parameters()
        #expect(parameters.definition("a@1", [.cap, .currency]) == "a@1")
        parameters.cap = 3_600_000
        parameters.currency = "EUR"
        #expect(parameters.definition("a@1", [.currency, .cap]) == "a@1;currency=EUR;cap=1h")
        #expect(parameters.definition("a@1", [.attribution]) == "a@1")
    }

    @Test func `the currency is part of the definitions of amounts and of no others`() {
        var parameters = Catalogue.Parameters()
        parameters.currency = "EUR"
        let changed = Catalogue.kpis(parameters: parameters).filter {
            $0.definition.hasSuffix(";currency=EUR")
        }
        #expect(
            changed.map(\.id) == [
                "mkt.revenue", "mkt.order_value", "mkt.cost", "mkt.cpl", "mkt.revenue_attributed",
                "mkt.roi", "mkt.roas", "mkt.clv",
            ]
        )
    }
}
