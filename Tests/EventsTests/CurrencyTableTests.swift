// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct CurrencyTableTests {
    private func event(_ currency: String, hasValue: Bool = true) throws -> Event {
        var event = Event()
        event.currency = currency.isEmpty ? 0 : try #require(CurrencyCode.pack(currency))
        event.value = 10
        if hasValue { event.flags.insert(.hasValue) }
        return event
    }

    @Test(arguments: [("EUR", 10.0), ("", 10.0), ("usd", 9.0), ("GBP", 12.5)])
    func `amounts come to the main currency, those without one are of it`(
        currency: String,
        value: Double
    ) throws {
        let table = try #require(CurrencyTable(main: "eur", rates: ["USD": 0.9, "gbp": 1.25]))
        var event = try event(currency)
        #expect(table.convert(&event) == nil)
        #expect(event.value == value)
    }

    @Test func `an amount without a rate is refused, an event without an amount is not`() throws {
        let table = try #require(CurrencyTable(main: "EUR", rates: ["USD": 0.9]))
        var foreign = try event("CHF")
        let error = try #require(table.convert(&foreign))
        #expect(error.reason == .currency && error.reason.name == "currency")
        #expect(error.message == "The event's currency has no rate in money.rates.")
        var unpaid = try event("CHF", hasValue: false)
        #expect(table.convert(&unpaid) == nil)
    }

    @Test func `codes have three letters`() {
        #expect(CurrencyTable(main: "EU", rates: [:]) == nil)
        #expect(CurrencyTable(main: "EUR", rates: ["US$": 1]) == nil)
    }
}
