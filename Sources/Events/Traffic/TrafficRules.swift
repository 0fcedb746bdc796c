// SPDX-License-Identifier: Apache-2.0

/// Tells where a visit came from: an ordered list of rules, the first that holds decides.
///
/// Compiled once: each word of a condition knows the rules that it satisfies as bits, so a visit
/// costs a few table lookups however many rules there are. Never freed; any thread may read it.
public struct TrafficRules: Sendable {
    /// A rule is one bit of a word.
    public static let limit = 64

    /// What is known of a visit; texts in lower case, empty if absent.
    struct Signs {
        var medium = ByteSlice("")
        var source = ByteSlice("")
        /// Host of the page that led here, of another site.
        var referrer = ByteSlice("")
        /// What a click id in the URL tells.
        var click: TrafficRule.Click?

        var isSilent: Bool {
            medium.isEmpty && source.isEmpty && referrer.isEmpty && click == nil
        }
    }

    /// The rules of the built-in list.
    public static let builtIn = TrafficRules(TrafficRule.builtIn)

    private let sources: [TrafficSource]
    private let media: TrafficCondition
    private let origins: TrafficCondition
    private let referrers: TrafficCondition
    private let sites: TrafficCondition
    /// By click: the rules that it satisfies; the first without one.
    private let clicks: InlineArray<3, UInt64>
    private let ownHosts: NameTable

    /// Compiles rules.
    ///
    /// - Parameters:
    ///   - rules: in their order, at most `limit`.
    ///   - ownHosts: hosts, in lower case, that lead nowhere new.
    public init(_ rules: [TrafficRule], ownHosts: [String] = []) {
        precondition(rules.count <= Self.limit, "too many rules")
        sources = rules.map(\.source)
        media = TrafficCondition(rules.map(\.media))
        origins = TrafficCondition(rules.map(\.origins))
        referrers = TrafficCondition(rules.map(\.referrers))
        sites = TrafficCondition(rules.map(\.sites))
        var clicks = InlineArray<3, UInt64>(repeating: 0)
        for (number, rule) in rules.enumerated() {
            let bit: UInt64 = 1 << UInt64(number)
            for place in 0..<3 where rule.click == nil || Int(rule.click?.rawValue ?? 0) == place {
                clicks[place] |= bit
            }
        }
        self.clicks = clicks
        self.ownHosts = NameTable(ownHosts)
    }

    /// Whether a host is one's own, so that a page there is no referrer.
    func owns(_ host: ByteSlice) -> Bool { ownHosts.index(of: host) != nil }

    /// The source that the rules give.
    func source(_ signs: Signs) -> TrafficSource {
        let holding =
            media.rules(whole: signs.medium)
            & origins.rules(host: signs.source)
            & referrers.rules(host: signs.referrer)
            & sites.rules(
                host: signs.source,
                else: origins.names(signs.source) ? ByteSlice("") : signs.referrer
            )
            & clicks[Int(signs.click?.rawValue ?? 0)]
        guard holding != 0 else { return signs.isSilent ? .direct : .other }
        return sources[holding.trailingZeroBitCount]
    }
}
