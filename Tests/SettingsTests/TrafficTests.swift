// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct TrafficTests {
    @Test func `rules are read and written back`() throws {
        let text = """
            traffic: { built_in: false, rules: [ { to: paid_search, medium: [ cpc ], click: search } ] }
            """
        let settings = try offline(text)
        let rule = try #require(settings.traffic.rules.first)
        #expect(rule.to == .paidSearch && rule.medium == ["cpc"] && rule.click == .search)
        #expect(!settings.traffic.builtIn)
        #expect(try Settings.parse(settings.text, for: .offline).traffic == settings.traffic)
    }

    @Test(arguments: [
        ("traffic: {rules: [{medium: [a]}]}", "1:19: `traffic.rules.0` has no `to`"),
        (
            "traffic: {rules: [{to: mail}]}",
            "1:24: `traffic.rules.0.to` must be one of direct, search, social, email, display, "
        ),
        (
            "traffic: {rules: [{to: email, site: [a, \"\"]}]}",
            "1:41: `traffic.rules.0.site` must be a text, not an empty text"
        ),
        ("traffic: {rules: [{to: email, host: [a]}]}", "unknown key `traffic.rules.0.host`"),
        ("traffic: {rules: [{to: email, click: x}]}", "must be one of search, social, not `x`"),
        ("traffic: {rules: [{to: email}]}", "`traffic.rules.0` has no condition"),
        (
            "traffic: {built_in: false, rules: [{to: email}, {to: social, medium: [a]}]}",
            "`traffic.rules.0` has no condition"
        ),
        (
            "urls: {own: [\"https://shop.example/\"]}",
            "`urls.own` has `https://shop.example/`, which is no host; write the host alone"
        ),
        (
            "traffic: {rules: [{to: email, site: [\"a.example:443\"]}]}",
            "`traffic.rules.0.site` has `a.example:443`, which is no host"
        ),
        ("traffic: {rules: {to: email}}", "`traffic.rules` must be a list"),
    ])
    func `a faulty rule is refused with its place`(text: String, message: String) {
        let errors = #expect(throws: SettingsErrors.self) { try offline(text) }
        #expect(errors?.errors.contains { "\($0)".contains(message) } == true, "\(errors as Any)")
    }

    @Test(arguments: [(true, 40), (false, 64)])
    func `there are no more rules than fit`(builtIn: Bool, most: Int) throws {
        func text(_ count: Int) -> String {
            let rules = (0..<count).map { "{to: email, medium: [m\($0)]}" }
            return "traffic: {built_in: \(builtIn), rules: [\(rules.joined(separator: ", "))]}"
        }
        #expect(try offline(text(most)).traffic.rules.count == most)
        #expect(throws: SettingsErrors.self) { try offline(text(most + 1)) }
    }
}
