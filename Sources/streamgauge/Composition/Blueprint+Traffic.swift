// SPDX-License-Identifier: Apache-2.0

import Events
import Settings
import YAMLText

extension TrafficRules {
    /// The rules that settings give, and the built-in ones behind them.
    init(_ settings: Settings) {
        let own = settings.traffic.rules.map(Events.TrafficRule.init)
        self.init(
            own + (settings.traffic.builtIn ? Events.TrafficRule.builtIn : []),
            ownHosts: settings.urls.own.map(\.lowered)
        )
    }
}

extension Events.TrafficRule {
    /// A rule of settings that were checked.
    fileprivate init(_ rule: Settings.TrafficRule) {
        self.init(
            TrafficSource.allCases.first { $0.name == rule.to?.rawValue } ?? .other,
            media: rule.medium.map(\.lowered),
            origins: rule.source.map(\.lowered),
            referrers: rule.referrer.map(\.lowered),
            sites: rule.site.map(\.lowered),
            click: rule.click.map { $0 == .search ? .search : .social }
        )
    }
}

extension Settings {
    /// What tells rules that are not the built-in ones alone from others; empty: they are those.
    var trafficFingerprint: String {
        let own = urls.own.map(\.lowered).sorted()
        guard traffic != Settings.Traffic() || !own.isEmpty else { return "" }
        // No word of a condition holds a control character.
        let rules = traffic.rules.map { rule in
            [
                [rule.to?.rawValue ?? ""], rule.medium, rule.source, rule.referrer, rule.site,
                [rule.click?.rawValue ?? ""],
            ].map { $0.joined(separator: "\u{1}") }.joined(separator: "\u{2}")
        }
        let text = (rules + ["\(traffic.builtIn)"] + own).joined(separator: "\u{3}")
        return UInt32(Events.IdentityKey.fixed.hash(ofName: text) >> 32).hexadecimal
    }

    /// The agents of programs.
    ///
    /// - Throws: a list that cannot be used, with its place.
    func botAgents() throws(SettingsError) -> BotAgents {
        guard let path = bots.agents else { return .builtIn }
        let bytes: [UInt8]
        do throws(SettingsError) {
            bytes = try Settings.text(of: path)
        } catch {
            throw self.error(
                at: "bots.agents",
                error.message,
                hint: "name a readable file, a text a line"
            )
        }
        guard let agents = BotAgents(lines: bytes) else {
            throw error(
                at: "bots.agents",
                "`bots.agents` \(path.quoted) has a line of one letter, one of more than "
                    + "\(BotAgents.lengthLimit) bytes, or more than \(BotAgents.limit) lines",
                hint: "write a text of at least two letters a line; # begins a comment"
            )
        }
        return agents
    }
}

extension String {
    /// In lower case as far as it is ASCII, as texts of events are compared.
    fileprivate var lowered: String {
        String(
            decoding: utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 },
            as: UTF8.self
        )
    }
}
