// SPDX-License-Identifier: Apache-2.0

extension Settings.TrafficRule {
    /// The keys of one entry of `traffic.rules`.
    static let keys = SettingsTable<Settings.TrafficRule>([
        .init("to", \.to, "Where the visit came from if all conditions hold.", example: "email"),
        .init(
            "medium",
            \.medium,
            "Media (`utm_medium`) of which it has one; `*` is any.",
            example: "[crm, nl]"
        ),
        .init(
            "source",
            \.source,
            "The same of the source that the link names (`utm_source`).",
            example: "[partner]"
        ),
        .init(
            "referrer",
            \.referrer,
            "Hosts, or labels of hosts, of which the page that led here has one; `*` is any.",
            example: "[blog.example]"
        ),
        .init(
            "site",
            \.site,
            "The same of the source, or of the host where no rule names the source.",
            example: "[facebook, t.co]"
        ),
        .init("click", \.click, "Whose click id is in the URL.", example: "search"),
    ])
}

extension Settings {
    /// Keys of where visits come from, and of what is no person.
    static let trafficKeys: [SettingsKey<Settings>] = [
        .init(
            "traffic.rules",
            \.traffic.rules,
            entries: Settings.TrafficRule.keys,
            new: Settings.TrafficRule.init,
            """
            Rules that tell where a visit came from; the first that holds decides. They are part of \
            the definition of KPIs that tell sources apart.
            """,
            example: "[{to: email, medium: [crm]}]"
        ),
        .init(
            "traffic.built_in",
            \.traffic.builtIn,
            "Whether the built-in rules follow those of `traffic.rules`."
        ),
        .init(
            "bots.agents",
            \.bots.agents,
            """
            A file of texts, one a line, that the agents of programs contain; left out, the list that \
            is part of the program.
            """,
            example: "bot-agents.txt"
        ),
    ]
}
