// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

@testable import Settings

struct RateTableTests {
    private func faults(_ text: String) -> [String] {
        do throws(SettingsErrors) {
            _ = try Settings.parse(text, name: "f.yaml", for: .offline)
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    @Test func `rates are read by their codes in upper case, and written back`() throws {
        let settings = try Settings.parse(
            "money: {currency: eur, rates: {usd: 0.92, GBP: 1.17}}",
            for: .offline
        )
        #expect(settings.money.currency == "eur")
        #expect(settings.money.rates == RateTable(["USD": 0.92, "GBP": 1.17]))
        #expect(settings.money.rates.yaml == "{GBP: 1.17, USD: 0.92}")
    }

    @Test(arguments: [
        ("{rates: {USD: 1}}", "1:16: `money.rates` is set without `money.currency`; add"),
        ("{currency: EURO}", "1:19: `money.currency` is no currency code: `EURO`; write three"),
        ("{currency: EUR, rates: {EUR: 1}}", "1:31: `money.rates` has a rate of `money.currency`"),
        ("{currency: EUR, rates: {USD: 0}}", "1:37: "),
        ("{currency: EUR, rates: {USD: x}}", "1:37: "),
        ("{currency: EUR, rates: {USA1: 2}}", "1:32: "),
        ("{currency: EUR, rates: {USD: 2, usd: 3}}", "1:40: "),
    ])
    func `rates that cannot be are refused at their place`(money: String, fault: String) {
        let found = faults("money: \(money)")
        #expect(found.count == 1 && found[0].hasPrefix("f.yaml:" + fault), "\(found)")
    }
}
