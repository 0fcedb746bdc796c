// SPDX-License-Identifier: Apache-2.0

/// Tells where a visit came from: an ordered list of rules, the first that holds decides.
///
/// The order and the media are those of Google Analytics 4's default channels, as far as they tell
/// apart what `TrafficSource` does:
///
/// | what is known | source |
/// | --- | --- |
/// | medium or source is e-mail | email |
/// | medium is display, banner, cpm, interstitial | display |
/// | medium is affiliate | affiliate |
/// | medium is paid (cpc, ppc, paid …), and medium, source or referrer is social | paidSocial |
/// | medium is paid otherwise, or an ad's click id of a search engine is in the URL | paidSearch |
/// | medium or source is social, referrer is a social site, or its click id is in the URL | social |
/// | medium is organic, or referrer or source is a search engine | search |
/// | medium is referral, or there is a referrer of another site | referral |
/// | anything else is given | other |
/// | nothing | direct |
struct TrafficRules: Sendable {
    /// What is known of a visit; texts in lower case, empty if absent.
    struct Signs {
        var medium = ByteSlice("")
        var source = ByteSlice("")
        /// Host of the page that led here, of another site.
        var referrer = ByteSlice("")
        /// What a click id in the URL tells.
        var click = CampaignParameters.Click.none
    }

    /// The source that the rules give.
    static func source(_ signs: Signs) -> TrafficSource {
        let medium = kind(of: signs.medium, media)
        let site = site(signs.source) ?? site(signs.referrer)
        switch medium {
        case .email: return .email
        case .display, .affiliate: return medium ?? .other
        case .paidSocial: return .paidSocial
        case .paidSearch: return site == .social ? .paidSocial : .paidSearch
        default: break
        }
        if site == .email, !signs.source.isEmpty { return .email }
        switch signs.click {
        case .search: return .paidSearch
        case .social: return .social
        case .none: break
        }
        if medium == .social || site == .social { return .social }
        if medium == .search || site == .search { return .search }
        if medium == .referral || !signs.referrer.isEmpty { return .referral }
        return signs.medium.isEmpty && signs.source.isEmpty ? .direct : .other
    }

    private static func kind(
        of text: ByteSlice,
        _ list: (table: NameTable, sources: [TrafficSource])
    ) -> TrafficSource? {
        text.isEmpty ? nil : list.table.index(of: text).map { list.sources[$0] }
    }

    /// What the name of a source or the host of a page belongs to: one of the labels of a host names
    /// the site (`l.facebook.com`), or the host as a whole does (`t.co`).
    private static func site(_ text: ByteSlice) -> TrafficSource? {
        if let whole = kind(of: text, sites) { return whole }
        var start = 0
        while start < text.count {
            let dot = text.firstIndex(of: UInt8(ascii: "."), in: start..<text.count)
            guard let dot else { return nil }
            if let site = kind(of: text.part(start..<dot), sites) { return site }
            start = dot + 1
        }
        return nil
    }

    private static let media = table([
        (.email, ["email", "e-mail", "e_mail", "e mail", "newsletter"]),
        (.display, ["display", "banner", "expandable", "interstitial", "cpm"]),
        (.affiliate, ["affiliate", "affiliates"]),
        (
            .paidSocial,
            ["paid-social", "paid_social", "paidsocial", "paid social", "social-paid"]
        ),
        (
            .paidSearch,
            [
                "cpc", "ppc", "paid", "paidsearch", "paid-search", "paid_search", "paid search",
                "retargeting", "cpv", "sem",
            ]
        ),
        (
            .social,
            [
                "social", "social-network", "social-media", "sm", "social network",
                "social media", "social_network", "social_media",
            ]
        ),
        (.search, ["organic", "seo"]),
        (.referral, ["referral", "app", "link"]),
    ])

    private static let sites = table([
        (.email, ["email", "e-mail", "e_mail", "newsletter"]),
        (
            .social,
            [
                "facebook", "fb", "fb.me", "instagram", "ig", "twitter", "t.co", "x.com",
                "linkedin", "lnkd.in", "pinterest", "pin.it", "reddit", "tiktok", "snapchat",
                "youtube", "youtu.be", "tumblr", "vk", "weibo", "threads", "mastodon", "bsky",
                "quora", "whatsapp", "telegram", "t.me", "messenger", "discord", "xing",
            ]
        ),
        (
            .search,
            [
                "google", "bing", "duckduckgo", "yahoo", "ecosia", "baidu", "yandex", "qwant",
                "startpage", "ask", "naver", "seznam", "sogou", "brave",
            ]
        ),
    ])

    private static func table(
        _ groups: [(TrafficSource, [String])]
    ) -> (table: NameTable, sources: [TrafficSource]) {
        let names = groups.flatMap { source, names in names.map { (source, $0) } }
        return (NameTable(names.map(\.1)), names.map(\.0))
    }
}
