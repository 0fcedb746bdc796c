// SPDX-License-Identifier: Apache-2.0

extension TrafficRule {
    /// The rules where settings give none, in their order.
    ///
    /// Order and media are those of Google Analytics 4's default channels, as far as they tell
    /// apart what `TrafficSource` does. What no rule knows is `direct` if nothing at all is said,
    /// else `other`.
    public static let builtIn: [TrafficRule] = [
        TrafficRule(.email, media: ["email", "e-mail", "e_mail", "e mail", "newsletter"]),
        TrafficRule(.display, media: ["display", "banner", "expandable", "interstitial", "cpm"]),
        TrafficRule(.affiliate, media: ["affiliate", "affiliates"]),
        TrafficRule(
            .paidSocial,
            media: ["paid-social", "paid_social", "paidsocial", "paid social", "social-paid"]
        ),
        TrafficRule(.paidSocial, media: paidMedia, sites: socialSites),
        TrafficRule(.paidSearch, media: paidMedia),
        TrafficRule(.email, origins: ["email", "e-mail", "e_mail", "newsletter"]),
        TrafficRule(.paidSearch, click: .search),
        TrafficRule(.social, click: .social),
        TrafficRule(
            .social,
            media: [
                "social", "social-network", "social-media", "sm", "social network",
                "social media", "social_network", "social_media",
            ]
        ),
        TrafficRule(.social, sites: socialSites),
        TrafficRule(.search, media: ["organic", "seo"]),
        TrafficRule(
            .search,
            sites: [
                "google", "bing", "duckduckgo", "yahoo", "ecosia", "baidu", "yandex", "qwant",
                "startpage", "ask", "naver", "seznam", "sogou", "brave",
            ]
        ),
        TrafficRule(.referral, media: ["referral", "app", "link"]),
        TrafficRule(.referral, referrers: [anything]),
    ]

    private static let paidMedia = [
        "cpc", "ppc", "paid", "paidsearch", "paid-search", "paid_search", "paid search",
        "retargeting", "cpv", "sem",
    ]

    private static let socialSites = [
        "facebook", "fb", "fb.me", "instagram", "ig", "twitter", "t.co", "x.com",
        "linkedin", "lnkd.in", "pinterest", "pin.it", "reddit", "tiktok", "snapchat",
        "youtube", "youtu.be", "tumblr", "vk", "weibo", "threads", "mastodon", "bsky",
        "quora", "whatsapp", "telegram", "t.me", "messenger", "discord", "xing",
    ]
}
