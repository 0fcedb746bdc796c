// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Pipeline
import Settings
import Testing
import Windowing
import YAMLText

@testable import streamgauge

struct BlueprintTests {
    private static let head = """
        application: shop
        identity: { key: 000102030405060708090a0b0c0d0e0f }
        kafka: { bootstrap.servers: "localhost:9092" }
        inputs: [ { topic: clicks } ]

        """

    private func blueprint(_ text: String) throws -> Blueprint {
        try Blueprint(try Settings.parse(Self.head + text, name: "shop.yaml"))
    }

    @Test(arguments: [
        (
            "kpis: [ web.bounce_rat ]", "shop.yaml:5:9: no KPI is called web.bounce_rat",
            "web.bounce_rate"
        ),
        ("kpis:\n  - id: web.visit\n", "shop.yaml:6:9: no KPI is called web.visit", "web.visits"),
        ("kpis:\n  - id: web.visits\n    by: [[contry]]\n", "shop.yaml:7:", "country"),
        ("windows: [1m]\nkpis: [ app.retention_d1 ]", "shop.yaml:6:9: ", "(1m); add one"),
        (
            "kpis:\n  - { id: app.retention_d1, windows: [1h] }", "shop.yaml:6:",
            "whole days; choose windows of whole days"
        ),
        (
            "kpis:\n  - { id: web.visits, target: { value: 3, warm: 1 } }",
            "shop.yaml:6:43: unknown key `warm` of a target", "is `warn`"
        ),
        (
            "kpis:\n  - { id: web.visits, target: { value: 3, warn: 4 } }",
            "shop.yaml:6:31: `warn` of web.visits is on the wrong side", "warn <= value"
        ),
        (
            "kpis:\n  - { id: cx.sentiment_neutral, target: { value: 3 } }",
            "shop.yaml:6:41: target without direction", "add `direction: higher`"
        ),
        (
            "output: { transitions_topic: t }\nkpis: [ web.visits ]",
            "shop.yaml:5:30: `output.transitions_topic` is set, but no selected KPI follows persons",
            "`journey.experience_to_trust`"
        ),
        (
            "time: { zone: Europe/Roma }",
            "shop.yaml:5:15: the system knows no time zone `Europe/Roma`",
            "a name such as Europe/Rome"
        ),
        (
            "time: { zone: ../passwd }", "shop.yaml:5:15: the system knows no time zone",
            "write UTC or a name"
        ),
        (
            "windows: [1h, 1d, 1w]\nkpis:\n  - { id: app.active_users, windows: [1w] }",
            "shop.yaml:7:", "needs the window 1d"
        ),
        (
            "kpis:\n  - { id: web.visits, windows: [1h, 1h by 5m] }", "shop.yaml:6:",
            "only one of a length"
        ),
        (
            "tables: { p: { topic: crm, fields: [ persoan ] } }",
            "shop.yaml:5:36: `tables.p.fields`: `persoan` is no dimension",
            "did you mean `persona`?"
        ),
        (
            "kafka:\n  bootstrap.servers: x\n  fetch.wait.max.mss: 5\n", "shop.yaml:7:",
            "did you mean `fetch.wait.max.ms`?"
        ),
    ])
    func `a fault of definitions is told with its place and what to do`(
        text: String,
        place: String,
        hint: String
    ) throws {
        let head =
            text.hasPrefix("kafka") ? Self.head.replacing(#/kafka: .*\n/#, with: "\n") : Self.head
        let settings = try Settings.parse(head + text, name: "shop.yaml")
        let errors = #expect(throws: SettingsErrors.self) { _ = try Blueprint(settings) }
        #expect(errors?.description.hasPrefix(place) == true, "\(errors?.description ?? "")")
        #expect(errors?.description.contains(hint) == true, "\(errors?.description ?? "")")
    }

    @Test(arguments: [
        (
            "fetch.wait.max.ms: soon",
            "shop.yaml:6:22: the Kafka property fetch.wait.max.ms has a wrong value"
        ),
        ("linger.ms: -7", "shop.yaml:6:14: the Kafka property linger.ms has a wrong value"),
        (
            "max.in.flight.requests.per.connection: 9",
            "the Kafka properties do not go together"
        ),
        ("client.id: shop", ""),
    ])
    func `values of Kafka properties are checked without a broker`(
        property: String,
        message: String
    ) throws {
        let kafka = "kafka:\n  bootstrap.servers: localhost:1\n  \(property)\n"
        let text = Self.head.replacing(#/kafka: .*\n/#, with: "") + kafka
        let settings = try Settings.parse(text, name: "shop.yaml")
        let errors = try Blueprint(settings).clientErrors
        #expect(errors.count == (message.isEmpty ? 0 : 1))
        #expect(errors.allSatisfy { $0.description.contains(message) }, "\(errors)")
    }

    @Test(arguments: [
        (
            "sessions: {engaged_after: 61s}",
            "engaged_after 61s is above the smallest time.lateness 1m"
        ),
        ("time: {lateness: {1m: 5s}}", "engaged_after 10s is above the smallest time.lateness 5s"),
    ])
    func `a bounce rate that could not settle is refused, and only that`(
        text: String,
        message: String
    ) throws {
        let errors = #expect(throws: SettingsErrors.self) { _ = try blueprint(text) }
        #expect(errors?.errors.map { $0.description.contains(message) } == [true], "\(errors!)")
        #expect(try blueprint(text + "\nkpis: [ web.visits ]").plan.kpis.count == 1)
    }

    @Test func `every fault is told at once`() throws {
        let text = Self.head.replacing(#/identity.*/#, with: "") + "kpis: [ web.vists ]"
        let settings = try Settings.parse(text, name: "shop.yaml")
        let errors = #expect(throws: SettingsErrors.self) { _ = try Blueprint(settings) }
        #expect(errors?.errors.count == 2)
        #expect(errors?.description.contains("--init-key") == true)
    }

    @Test func `the key is the one of the settings, byte by byte`() throws {
        let found = Events.IdentityKey(hexadecimal: "000102030405060708090a0b0c0d0e0f")
        let key = try #require(found)
        #expect(try blueprint("").identity == key)
    }

    @Test func `parameters reach definitions and trackers`() throws {
        let blueprint = try blueprint(
            """
            sessions: { timeout: 20m, app_timeout: 4m, cap: 12h, engaged_after: 15s }
            messages: { attribution: 3d }
            dedup: { window: 2h, email_window: 3h, entries: 1000 }
            time: { out_of_orderness: 5s, idle: 7s, max_age: 1h, max_ahead: 1m }
            limits: { rows: 11, series: 12, sessions: 13, actors: 14, messages: 15, aliases: 16, objects: 17, responses: 18, threads: 19 }
            """
        )
        let aggregator = blueprint.aggregator([], start: 5, completeFrom: 6)
        #expect(aggregator.start == 5 && aggregator.completeFrom == 6)
        #expect(aggregator.outOfOrderness == 5_000 && aggregator.idleAfter == 7_000)
        #expect(aggregator.rowLimit == 11 && aggregator.seriesLimit == 12)
        let trackers = aggregator.trackers
        #expect(trackers.sessionTimeout == 1_200_000 && trackers.appTimeout == 240_000)
        #expect(trackers.sessionCap == 43_200_000 && trackers.engagedAfter == 15_000)
        #expect(trackers.attribution == 259_200_000)
        #expect(trackers.dedupWindow == 7_200_000 && trackers.dedupEmailWindow == 10_800_000)
        #expect(trackers.dedupLimit == 1_000 && trackers.sessionLimit == 13)
        #expect(trackers.actorLimit == 14 && trackers.messageLimit == 15)
        #expect(trackers.aliasLimit == 16 && trackers.objectLimit == 17)
        #expect(trackers.responseLimit == 18 && trackers.threadLimit == 19)
        #expect(trackers.largestLateness == 10_800_000)
        let bounce = try #require(blueprint.plan.kpis.first { $0.id == "web.bounce_rate" })
        #expect(bounce.definition.contains("engaged_after=15s"))
    }

    @Test func `state of days of another zone does not fit, that of hours does`() throws {
        func hash(_ windows: String, _ zone: String) throws -> UInt64 {
            let text = "kpis: [ web.visits ]\nwindows: [\(windows)]\ntime: { zone: \(zone) }"
            return try blueprint(text).definitionsHash
        }
        #expect(try hash("1d", "Europe/Rome") != hash("1d", "Asia/Tokyo"))
        #expect(try hash("1d", "Europe/Rome") != hash("1d", "UTC"))
        #expect(try hash("1d", "Europe/Rome") == hash("1d", "Europe/Rome"))
        #expect(try hash("1h", "Europe/Rome") == hash("1h", "Asia/Tokyo"))
        #expect(try hash("1h", "UTC") != hash("1d", "UTC"))
    }

    @Test func `windows and their zone reach the plan`() throws {
        let blueprint = try blueprint(
            """
            time: { zone: Asia/Kolkata, lateness: { 1d: 1h, 1mo: 2d } }
            windows: [ 1d, 1w, 1mo ]
            kpis: [ { id: web.visits, windows: [ 1d, 1mo, 2h by 10m ] } ]
            """
        )
        #expect(blueprint.plan.calendar.utc(0) == -19_800_000)
        let outputs = blueprint.plan.outputs
        #expect(outputs.map(\.shape.text) == ["2h by 10m", "1d", "1mo"])
        #expect(outputs.map(\.finality) == [3_600_000, 3_600_000, 172_800_000])
        #expect(CheckReport(blueprint).text.contains("web.visits ga4@1  2h by 10m 1d 1mo\n"))
    }

    @Test func `expected series are interned before the first event`() throws {
        let blueprint = try blueprint(
            "kpis: [ { id: web.visits, by: [[country]], expect: [ { country: FR } ] } ]"
        )
        let ingester = RecordIngester(blueprint.ingest([]), keepsRejected: false)
        let aggregator = blueprint.aggregator(ingester.dictionaries, start: nil, completeFrom: 0)
        let expected = Set(aggregator.expected.flatMap { $0 })
        #expect(expected == [[2]])
        #expect(ingester.dictionaries[0].value(2) == "FR")
    }

    @Test func `an input is a source, named by itself or by its topics`() throws {
        let settings = try Settings.parse(
            """
            inputs:
              - { topics: [a, b], format: segment }
              - { topics: [c, d], source: shop }
              - { pattern: "^web-" }
              - { pattern: "^app-", source: app }
            """,
            for: .offline
        )
        var sources = InputSources(settings.inputs, topics: ["web-1", "app-1", "other"])
        #expect(sources.sources.map(\.name) == ["a", "b", "shop", "shop", "web-1", "app"])
        #expect(
            sources.sources.map(\.format.rawValue).prefix(3) == ["segment", "segment", "native"]
        )
        let expected = ["a": 0, "b": 1, "c": 2, "d": 3, "web-1": 4, "app-1": 5, "app-2": 5]
        for (topic, number) in expected {
            let found = sources.number(of: topic)
            #expect(found == number)
        }
        let other = sources.number(of: "other")
        #expect(other == nil)
        #expect(sources.sources.count == 6)
    }

    @Test func `what envelopes hold is known of each topic, also of those found later`() throws {
        let text = """
            inputs:
              - { topic: a, format: cloudevents, data: segment }
              - { pattern: "^web-", format: cloudevents, data: native }
              - { pattern: "^app-", format: cloudevents, source: app }
            """
        var sources = InputSources(try Settings.parse(text, for: .offline).inputs)
        _ = sources.number(of: "web-1")
        #expect(sources.sources.map(\.name) == ["a", "app", "web-1"])
        #expect(sources.sources.map(\.data) == [.segment, nil, .native])
        #expect(sources.sources.allSatisfy { $0.format == .cloudevents })
        #expect(sources.first.data == .segment)
    }

    @Test func `a topic that a pattern finds later is a source of its own, too`() throws {
        let text = #"inputs: [ { pattern: "^web-", format: segment }, { topic: a } ]"#
        let settings = try Settings.parse(text, for: .offline)
        var sources = InputSources(settings.inputs, topics: ["web-1"])
        let numbers = ["web-2", "a", "web-3", "web-2"].map { sources.number(of: $0) }
        #expect(numbers == [2, 1, 3, 2])
        #expect(sources.sources.map(\.name) == ["web-1", "a", "web-2", "web-3"])
        #expect(sources.sources[3].format == .segment)
        #expect(InputSources(settings.inputs).first.name == "a")
    }

    private func identities(_ text: String) throws -> IdentitySet {
        try blueprint(text).ingest([]).schema.identities
    }

    @Test func `the ids of events are hashed while any window looks for duplicates`() throws {
        let few = "kpis: [ { id: social.impressions, by: [[campaign]] } ]\ndedup: { window: 0s"
        let facts = try identities(few + ", email_window: 0s }")
        #expect(!facts.contains(.events) && !facts.contains(.sessions) && facts.contains(.persons))
        #expect(try identities(few + " }") == facts.union(.events), "mails are looked for")
    }

    @Test func `counting events alone needs no ids, a side table its key`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            """
            measures: { views: { fold: count, of: event.impression } }
            kpis: [ { id: own.views, definition: o@1, unit: count, basis: flow, formula: views } ]
            """,
            to: "views.yaml"
        )
        let views = """
            definitions: [ \(file) ]
            kpis: [ { id: own.views, by: [[persona]] } ]
            dedup: { window: 0s, email_window: 0s }
            """
        #expect(try identities(views).isEmpty)
        for (key, needed) in [("object", .objects), ("user", .persons)] as [(String, IdentitySet)] {
            let table = "\ntables: { a: { topic: t, key: \(key), fields: [persona] } }"
            #expect(try identities(views + table) == needed, "\(key)")
        }
    }
}
