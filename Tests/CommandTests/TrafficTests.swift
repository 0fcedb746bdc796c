// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Settings
import Testing

@testable import streamgauge

/// `traffic`, `urls.own` and `bots.agents` of the settings.
struct TrafficTests {
    private func blueprint(_ settings: String) throws -> Blueprint {
        try Blueprint(
            try Settings.parse("application: shop\n" + settings, for: .offline),
            identity: .fixed
        )
    }

    private func definition(_ settings: String) throws -> String {
        let kpis = try blueprint("kpis: [social.traffic_share]\n" + settings).plan.kpis
        return try #require(kpis.first).definition
    }

    @Test func `rules of one's own are part of the definition of what they change`() throws {
        let rule = "traffic: { rules: [ { to: social, site: [ community.example ] } ] }"
        let own = try definition(rule)
        #expect(try definition("") == "ga4_channels@1")
        #expect(own.wholeMatch(of: #/ga4_channels@1;traffic=[0-9a-f]{8}/#) != nil, "\(own)")
        #expect(try definition(rule) == own)
        let others = [
            "traffic: { rules: [ { to: search, site: [ community.example ] } ] }",
            "traffic: { rules: [ { to: social, source: [ community.example ] } ] }",
            "traffic: { built_in: false }", "urls: { own: [ shop.example ] }",
        ]
        let all = try others.map(definition) + [own, "ga4_channels@1"]
        #expect(Set(all).count == all.count, "\(all)")
        let bounce = try blueprint("kpis: [web.bounce_rate]\n" + rule).plan.kpis
        #expect(bounce.map(\.definition) == ["ga4@1"])
    }

    @Test func `every source of visits has a word in settings`() throws {
        for source in TrafficSource.allCases {
            let settings = "traffic: { rules: [ { to: \(source.name), medium: [ x ] } ] }"
            #expect(try definition(settings).contains("traffic="))
        }
        #expect(TrafficOrigin.allCases.count == TrafficSource.allCases.count)
    }

    @Test func `a KPI of one's own that asks for sources depends on the rules, too`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            """
            measures: { mine: { fold: count, of: session_started, where: channel = web and traffic = referral } }
            kpis: [ { id: own.referral, definition: mine@1, unit: count, formula: mine } ]
            """,
            to: "own.yaml"
        )
        func definition(_ more: String) throws -> String? {
            try blueprint("definitions: [ \"\(file)\" ]\nkpis: [ own.referral ]\n" + more)
                .plan.kpis.first?.definition
        }
        #expect(try definition("") == "mine@1")
        let own = try definition("urls: { own: [ shop.example ] }")
        #expect(own?.hasPrefix("mine@1;traffic=") == true, "\(own ?? "none")")
    }

    @Test func `words are compared as far as they are ASCII`() throws {
        let settings = try Settings.parse(
            "traffic: { rules: [ { to: email, medium: [ \u{D6}ffentlich, CRM ] } ] }",
            for: .offline
        )
        let rules = TrafficRules(settings)
        let schema = EventSchema(key: .fixed, traffic: rules)
        var decoder = EventDecoder(format: .native, schema: schema, source: "s", dictionaries: [])
        for medium in ["\u{D6}ffentlich", "\u{D6}FFENTLICH", "crm"] {
            let value = Array(#"{"type":"page_view","time":1,"medium":"\#(medium)"}"#.utf8)
            var event = Event()
            _ = decoder.open(unsafe value.span.bytes, timestamp: 0)
            _ = decoder.next(&event)
            #expect(event.traffic == .email, "\(medium)")
        }
    }

    @Test func `as many rules fit beside the built-in ones as settings may have`() throws {
        let rules = (0..<40).map { "{ to: email, medium: [ m\($0) ] }" }
        _ = try definition("traffic: { rules: [ \(rules.joined(separator: ", ")) ] }")
        #expect(40 + TrafficRule.builtIn.count <= TrafficRules.limit)
    }

    @Test func `a list of agents is read from its file, and a faulty one told with its place`()
        throws
    {
        let folder = try TemporaryFolder()
        let good = try folder.write("fetcher\n", to: "good.txt")
        _ = try blueprint("bots: { agents: \"\(good)\" }")
        for (path, message) in [
            (try folder.write("x\n", to: "bad.txt"), "has a line of one letter"),
            (folder.path("none.txt"), "cannot read"),
        ] {
            let error = #expect(throws: SettingsErrors.self) {
                try blueprint("bots: { agents: \"\(path)\" }")
            }
            let text = error?.errors.map { "\($0)" }.joined() ?? ""
            #expect(text.contains("2:17: ") && text.contains(message), "\(text)")
        }
    }

    @Test func `agents of the list are no visitors`() throws {
        let folder = try TemporaryFolder()
        let list = try folder.write("fetcher\n", to: "agents.txt")
        let line =
            #"192.0.2.1 - - [17/May/2026:10:05:03 +0000] "GET /a HTTP/1.1" 200 9 "-" "AGENT""#
        let lines = ["My Fetcher/1", "Googlebot/2", "curl/8", "Firefox"].map {
            line.replacing("AGENT", with: $0)
        }
        let start = "2026-05-17T00:00:00Z"
        for (settings, views) in [("", "2"), ("bots: { agents: \"\(list)\" }\n", "3")] {
            let bench = try ReplayBench(lines: lines, settings: settings, format: .accessLog)
            #expect(try bench.final("web.pageviews", "1d", at: start) == views)
        }
    }
}
