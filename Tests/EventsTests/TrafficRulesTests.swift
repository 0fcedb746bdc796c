// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct TrafficRulesTests {
    private func traffic(_ fields: String, format: InputFormat = .native) -> TrafficSource? {
        Decoding().event(with: fields)?.traffic
    }

    @Test(arguments: [
        (#""country":"IT""#, TrafficSource.direct),
        (#""medium":"email""#, .email), (#""medium":"E-Mail""#, .email),
        (#""medium":"cpc""#, .paidSearch), (#""medium":"Paid Social""#, .paidSocial),
        (#""medium":"cpc","referrer":"https://www.facebook.com/""#, .paidSocial),
        (
            #""medium":"cpc","object":"/?utm_source=newsletter","referrer":"https://fb.me/"#
                + #"""#, .paidSearch
        ),
        (#""medium":"banner""#, .display), (#""medium":"affiliate""#, .affiliate),
        (#""medium":"social-media""#, .social), (#""medium":"organic""#, .search),
        (#""medium":"referral""#, .referral), (#""medium":"qr-code""#, .other),
        (#""referrer":"https://l.instagram.com/?u=1""#, .social),
        (#""referrer":"https://t.co/abc""#, .social),
        (#""referrer":"https://www.google.co.uk/search""#, .search),
        (#""referrer":"https://blog.example/post""#, .referral),
        (#""referrer":"https://notgoogle.example/""#, .referral),
    ])
    func `medium and referrer tell the source`(fields: String, source: TrafficSource) {
        #expect(traffic(fields) == source)
    }

    @Test(arguments: [
        ("utm_source=newsletter&utm_medium=email", TrafficSource.email),
        ("utm_source=Facebook&utm_medium=CPC", .paidSocial),
        ("utm_source=google", .search), ("utm_source=instagram", .social),
        ("utm_source=partner", .other), ("utm_medium=social%20media", .social),
        ("gclid=Cj0", .paidSearch), ("fbclid=Iw", .social), ("page=2", .direct),
    ])
    func `parameters of the URL tell what the event does not`(query: String, source: TrafficSource)
    {
        #expect(traffic(#""object":"https://shop.example/p?\#(query)""#) == source)
    }

    @Test func `a page of the same site led nowhere new`() {
        let fields = #""object":"https://Shop.example/b","referrer":"https://shop.example/a""#
        #expect(traffic(fields) == .direct)
    }

    @Test func `only visits of site and app have a source`() {
        #expect(traffic(#""medium":"email","channel":"app""#) == .email)
        #expect(traffic(#""medium":"email","channel":"email""#) == .direct)
    }

    @Test func `nothing is told where no definition asks`() {
        let schema = EventSchema(key: .fixed, wantsTraffic: false)
        var decoder = EventDecoder(format: .native, schema: schema, source: "s", dictionaries: [])
        let value = Array(#"{"type":"page_view","time":1,"medium":"email"}"#.utf8)
        guard decoder.open(unsafe value.span.bytes, timestamp: 0) == .elements else {
            Issue.record("no elements")
            return
        }
        var event = Event()
        let step = decoder.next(&event)
        guard case .event = step else {
            Issue.record("\(step)")
            return
        }
        #expect(event.traffic == .direct)
    }

    // MARK: - Rules of one's own

    private func source(
        _ rules: [TrafficRule],
        own: [String] = [],
        _ fields: String
    ) -> TrafficSource? {
        Decoding(traffic: TrafficRules(rules, ownHosts: own)).event(with: fields)?.traffic
    }

    @Test(arguments: [
        (#""medium":"crm""#, TrafficSource.email), (#""medium":"CRM""#, .email),
        (#""medium":"cpc","referrer":"https://www.search.example/""#, .affiliate),
        (#""medium":"cpc""#, .paidSearch), (#""referrer":"https://www.google.com/""#, .search),
        (#""object":"https://shop.example/?utm_source=partner""#, .affiliate),
        (#""object":"https://shop.example/?gclid=1&utm_source=x""#, .display),
        (#""country":"IT""#, .direct),
    ])
    func `the first rule whose conditions all hold decides`(
        fields: String,
        expected: TrafficSource
    ) {
        let rules = [
            TrafficRule(.email, media: ["crm", "nl"]),
            TrafficRule(.affiliate, media: ["cpc"], sites: ["search.example", "search"]),
            TrafficRule(.affiliate, origins: ["partner"]),
            TrafficRule(.display, origins: [TrafficRule.anything], click: .search),
        ]
        #expect(source(rules + TrafficRule.builtIn, fields) == expected)
    }

    @Test func `without rules what is said is other and what is not is direct`() {
        #expect(source([], #""medium":"email""#) == .other)
        #expect(source([], #""referrer":"https://www.google.com/""#) == .other)
        #expect(source([], #""object":"https://shop.example/?gclid=1""#) == .other)
        #expect(source([], #""country":"IT""#) == .direct)
        #expect(source([TrafficRule(.social)], #""country":"IT","medium":"x""#) == .social)
    }

    @Test func `a page of an own host led nowhere new`() {
        let fields = #""object":"/b","referrer":"https://Shop.example/a""#
        #expect(source(TrafficRule.builtIn, fields) == .referral)
        #expect(source(TrafficRule.builtIn, own: ["shop.example"], fields) == .direct)
    }

    @Test func `the last of as many rules as fit decides, too`() {
        let rules = (0..<TrafficRules.limit).map { TrafficRule(.social, media: ["m\($0)"]) }
        #expect(source(rules, #""medium":"m63""#) == .social)
        #expect(source(rules, #""medium":"m64""#) == .other)
    }
}
