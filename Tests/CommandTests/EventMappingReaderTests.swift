// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Settings
import Testing
import YAMLText

@testable import streamgauge

/// What inputs add to their formats, read from settings.
struct EventMappingReaderTests {
    /// Ends in an input to which a text adds lines from the seventh on.
    private static let head = """
        application: shop
        identity: { key: 000102030405060708090a0b0c0d0e0f }
        kafka: { bootstrap.servers: "localhost:9092" }
        inputs:
          - topic: ads
            format: mapped

        """

    private func blueprint(_ lines: [String]) throws -> Blueprint {
        let text = Self.head + lines.map { "    \($0)\n" }.joined()
        return try Blueprint(try Settings.parse(text, name: "shop.yaml"))
    }

    private func faults(_ lines: [String]) -> [String] {
        let errors = #expect(throws: SettingsErrors.self) { _ = try blueprint(lines) }
        return errors?.errors.map(\.description) ?? []
    }

    @Test(arguments: [
        (
            ["fields: { tme: t, type: e }"],
            "shop.yaml:7:15: `inputs.0.fields`: the native event has no field `tme`",
            "did you mean `time`?"
        ),
        (
            ["fields:", "  time: t", "  type: e", "  user: a..b"],
            "shop.yaml:10:13: `inputs.0.fields.user`: the path `a..b` has an empty name",
            "such as `user.id`"
        ),
        (
            ["fields: { time: t, type: e, user: [ \(String(repeating: "x", count: 65)) ] }"],
            "shop.yaml:7:41: `inputs.0.fields.user`: the path ", "more than 64 bytes"
        ),
        (
            ["fields: { time: t, type: e, user: { id: a } }"],
            "shop.yaml:7:39: `inputs.0.fields.user` must be a path or a list of them, not a mapping",
            "write names of members"
        ),
        (
            ["fields: { time: t, type: e, user: [] }"],
            "shop.yaml:7:39: `inputs.0.fields.user` is an empty list", ""
        ),
        (
            [
                "fields: { time: t, type: e, user: [ \((0..<63).map { "p\($0)" }.joined(separator: ", ")) ] }"
            ],
            "shop.yaml:7:13: `inputs.0.fields` names 65 different paths, and may name 64", "remove"
        ),
        (
            ["layout: query", "fields: { time: t, type: e.name }"],
            "shop.yaml:8:30: `inputs.0.fields.type`: the path `e.name` has a dot", ""
        ),
        (
            ["fields: { type: e }"],
            "shop.yaml:7:13: `inputs.0.fields` does not say where the time of events stands",
            "add `time: PATH`"
        ),
        (
            ["fields: { time: t }"],
            "shop.yaml:7:13: `inputs.0.fields` does not say where the type of events stands",
            "`constants: { type: page_view }`"
        ),
        (
            ["fields: { time: t, type: e, id: i, id_parts: [ a, b ] }"],
            "shop.yaml:7:13: `inputs.0.fields` has both `id` and `id_parts`", "keep one"
        ),
        (
            ["fields: { time: t, type: e, user: u, device: u.d }"],
            "shop.yaml:7:13: `inputs.0.fields` names `u.d`, which lies below `u`", "keep one"
        ),
        (
            ["fields: { time: t, type: e, user: [ a, b ], device: [ b, a ] }"],
            "shop.yaml:7:13: `inputs.0.fields` names these paths in different orders: `a`, `b`",
            "one order"
        ),
        (
            ["fields: { time: t, type: e }", "constants: { chanel: web }"],
            "shop.yaml:8:18: `inputs.0.constants`: the native event has no field `chanel`",
            "did you mean `channel`?"
        ),
        (
            ["fields: { time: t, type: e }", "constants: { channel: wep }"],
            "shop.yaml:8:27: `inputs.0.constants.channel` must be one of web, app,",
            "did you mean `web`?"
        ),
        (
            ["fields: { time: t, type: e }", "constants: { user: me }"],
            "shop.yaml:8:18: `inputs.0.constants.user` cannot be one and the same",
            "under `fields`"
        ),
        (
            ["fields: { time: t }", "constants: { type: page_veiw }"],
            "shop.yaml:8:24: `inputs.0.constants.type` must be one of", "did you mean `page_view`?"
        ),
        (
            ["fields: { time: t, type: e }", "types:", "  a: order", "  b: convrsion"],
            "shop.yaml:10:10: `inputs.0.types`: the native event has no type `convrsion`",
            "did you mean `conversion`?"
        ),
        (
            ["fields: { time: t, type: e }", "types: { b: message_opened/mashine }"],
            "shop.yaml:8:17: `inputs.0.types`: the native event has no subtype `mashine`",
            "did you mean `machine`?"
        ),
        (
            ["fields: { time: t, type: e }", "types: { b: [ order ] }"],
            "shop.yaml:8:17: `inputs.0.types`: a meaning must be a text, not a list",
            "such as `conversion`"
        ),
        (
            [
                "fields: { time: t, type: e }",
                "types: { \((0..<1001).map { "n\($0): order" }.joined(separator: ", ")) }",
            ],
            "shop.yaml:8:12: `inputs.0.types` has 1001 names, and may have at most 1000", "remove"
        ),
    ])
    func `a fault is told with its place and what to do`(
        lines: [String],
        place: String,
        hint: String
    ) {
        let faults = faults(lines)
        #expect(faults.count == 1 && faults[0].hasPrefix(place), "\(faults)")
        #expect(faults[0].contains(hint), "\(faults)")
    }

    @Test func `every fault is told at once`() {
        let lines = [
            "fields: { tme: t, usr: [ a. ] }", "constants: { scale: none }",
            "types: { a: b, c: d }",
        ]
        #expect(faults(lines).count == 5)
    }

    @Test func `names of a known format are faulty at their place, too`() throws {
        let text = Self.head.replacing("mapped", with: "posthog") + "    types: { a: ordr }\n"
        let settings = try Settings.parse(text, name: "shop.yaml")
        let errors = #expect(throws: SettingsErrors.self) { _ = try Blueprint(settings) }
        #expect(errors?.description.hasPrefix("shop.yaml:7:17: `inputs.0.types`") == true)
    }

    @Test func `each topic of an input has its description, found ones as well`() throws {
        let text =
            Self.head.replacing("topic: ads", with: "pattern: ^ads") + """
                    fields: { time: t, type: e }
                  - { topics: [ a, b ], types: { go: order } }
                  - { topic: c }

                """
        let settings = try Settings.parse(text)
        var sources = InputSources(settings.inputs, topics: ["ads-1"])
        #expect(sources.number(of: "ads-2") == sources.sources.count - 1)
        let described = sources.sources.filter { $0.mapping != nil }
        #expect(Set(described.map(\.name)) == ["ads-1", "ads-2", "a", "b"])
        #expect(sources.sources.filter { $0.format == .mapped }.map(\.name) == ["ads-1", "ads-2"])
        #expect(InputSources([settings.inputs[0]]).first.mapping != nil)
    }

    @Test func `the report of a check tells what an input has of its own`() throws {
        let blueprint = try blueprint([
            "fields: { time: t, type: e }", "constants: { country: IT }", "types: { a: order }",
        ])
        #expect(
            CheckReport(blueprint).text.contains(
                "ads: mapped, fields 2, constants 1, own types 1\n"
            )
        )
    }
}
