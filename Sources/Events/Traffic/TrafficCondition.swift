// SPDX-License-Identifier: Apache-2.0

/// What all rules ask of one text: each word with the rules that it satisfies, as bits.
struct TrafficCondition: Sendable {
    private let words: NameTable
    /// By word: the rules that name it.
    private let naming: [UInt64]
    /// Rules that ask for nothing here.
    private let free: UInt64
    /// Rules that any text satisfies.
    private let any: UInt64

    /// The condition of each rule, in their order.
    init(_ conditions: [[String]]) {
        var naming: [String: UInt64] = [:]
        var free: UInt64 = 0
        var any: UInt64 = 0
        for (number, condition) in conditions.enumerated() {
            let bit: UInt64 = 1 << UInt64(number)
            if condition.isEmpty { free |= bit }
            for word in condition {
                if word == TrafficRule.anything {
                    any |= bit
                } else {
                    naming[word, default: 0] |= bit
                }
            }
        }
        let words = naming.keys.sorted()
        self.words = NameTable(words)
        self.naming = words.map { naming[$0, default: 0] }
        self.free = free
        self.any = any
    }

    /// The rules that a text satisfies as it stands.
    func rules(whole text: ByteSlice) -> UInt64 {
        text.isEmpty ? free : free | any | (named(text) ?? 0)
    }

    /// The rules that a host satisfies, as a whole or by one of its labels.
    func rules(host: ByteSlice) -> UInt64 {
        host.isEmpty ? free : free | any | (site(host) ?? 0)
    }

    /// The rules that the first of two hosts satisfies that some rule names.
    func rules(host first: ByteSlice, else second: ByteSlice) -> UInt64 {
        guard !first.isEmpty || !second.isEmpty else { return free }
        return free | any | (site(first) ?? site(second) ?? 0)
    }

    /// Whether some rule names the host.
    func names(_ host: ByteSlice) -> Bool { site(host) != nil }

    private func named(_ word: ByteSlice) -> UInt64? { words.index(of: word).map { naming[$0] } }

    /// One of the labels of a host names the site (`l.facebook.com`), or the host as a whole does
    /// (`t.co`).
    private func site(_ text: ByteSlice) -> UInt64? {
        guard !text.isEmpty, !naming.isEmpty else { return nil }
        if let whole = named(text) { return whole }
        var start = 0
        while start < text.count {
            let dot = text.firstIndex(of: UInt8(ascii: "."), in: start..<text.count)
            guard let dot else { return nil }
            if let site = named(text.part(start..<dot)) { return site }
            start = dot + 1
        }
        return nil
    }
}
