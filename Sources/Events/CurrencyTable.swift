// SPDX-License-Identifier: Apache-2.0

/// Turns amounts of other currencies into the one that amounts are added up in.
@frozen public struct CurrencyTable: Sendable {
    private let main: UInt32
    private let rates: [(code: UInt32, factor: Double)]

    /// A table of rates; nil where a code is not three letters.
    ///
    /// - Parameters:
    ///   - main: the code of the currency that amounts are added up in, three letters of either case.
    ///   - rates: by the code of another currency, what one unit of it is worth in the main one.
    public init?(main: String, rates: [String: Double]) {
        guard let main = CurrencyCode.pack(main) else { return nil }
        self.main = main
        var packed: [(code: UInt32, factor: Double)] = []
        for (name, factor) in rates.sorted(by: { $0.key < $1.key }) {
            guard let code = CurrencyCode.pack(name) else { return nil }
            packed.append((code, factor))
        }
        self.rates = packed
    }

    /// Turns an event's value into the main currency; one that names none is taken to be of it.
    ///
    /// - Returns: why the event cannot be counted: there is no rate; nil: it can.
    /// - Complexity: O(rates) for an event of another currency.
    public func convert(_ event: inout Event) -> DecodeError? {
        let isAmount = event.currency != 0 && event.flags.contains(.hasValue)
        guard isAmount, event.currency != main else { return nil }
        for (code, factor) in rates where code == event.currency {
            event.value *= factor
            event.currency = main
            return nil
        }
        return .noRate
    }
}
