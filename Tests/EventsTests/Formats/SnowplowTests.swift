// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct SnowplowTests {
    private let decoding = Decoding(
        [.campaign, .object, .referrer, .country, .platform, .browser, .name, .medium],
        format: .snowplow
    )

    private func event(_ columns: [String: String] = [:]) -> Event? {
        var line = SnowplowLine()
        line.columns.merge(columns) { $1 }
        return decoding.event(line.text)
    }

    @Test func `a page view has its columns`() {
        let page = event([
            "user_id": "u", "mkt_campaign": "spring", "mkt_medium": "email", "os_name": "Linux",
            "br_family": "Firefox",
        ])
        #expect(page?.type == .pageView && page?.channel == .web)
        #expect(page?.time == 1_767_261_600_250 && page?.received == 1_767_261_601_000)
        #expect(page?.user != 0 && page?.anonymous != 0 && page?.session != 0)
        #expect(decoding.text(.object, of: page) == "https://s.example/a")
        #expect(decoding.text(.referrer, of: page) == "t.co")
        #expect(decoding.text(.campaign, of: page) == "spring")
        #expect(decoding.text(.medium, of: page) == "email")
        #expect(decoding.text(.country, of: page) == "IT")
        #expect(decoding.text(.platform, of: page) == "Linux")
        #expect(decoding.text(.browser, of: page) == "Firefox")
    }

    @Test func `the true time is before the derived, the collector's behind it`() {
        #expect(event(["true_tstamp": "2026-01-01 09:00:00.000"])?.time == 1_767_258_000_000)
        #expect(event(["derived_tstamp": ""])?.time == 1_767_261_601_000)
    }

    @Test func `id and fingerprint together know an event`() {
        #expect(event()?.id == event(["page_title": "x"])?.id)
        #expect(event()?.id != event(["event_fingerprint": "f2"])?.id)
        #expect(event()?.flags.contains(.hasID) == true)
    }

    @Test(arguments: [
        ("page_view", "page_view", "web", EventType.pageView, Channel.web),
        ("page_ping", "page_ping", "web", .engagement, .web),
        ("struct", "event", "web", .interaction, .web),
        ("unstruct", "link_click", "web", .interaction, .web),
        ("unstruct", "screen_view", "mob", .screenView, .app),
        ("unstruct", "application_install", "mob", .install, .app),
        ("transaction", "transaction", "mob", .order, .app),
        ("unstruct", "my_event", "web", .other, .web),
    ])
    func `events`(event: String, name: String, platform: String, type: EventType, channel: Channel)
    {
        let found = self.event(["event": event, "event_name": name, "platform": platform])
        #expect(found?.type == type && found?.channel == channel)
        #expect(type != .other || decoding.text(.name, of: found) == name)
    }

    @Test func `the id of nobody names no visitor, so nobody is one person with others`() {
        let nobody = "00000000-0000-0000-0000-000000000000"
        let hidden = event(["domain_userid": "", "network_userid": nobody])
        #expect(hidden?.type == .pageView && hidden?.anonymous == 0)
        let known = event(["domain_userid": "", "network_userid": nobody.replacing("-", with: "a")])
        #expect(known?.anonymous != 0)
    }

    @Test(arguments: [("true", false), ("false", true)])
    func `who is a robot by its address is no person`(word: String, isHuman: Bool) {
        let page = decoding.event(
            #"{"platform":"web","event":"page_view","event_name":"page_view","event_id":"e","#
                + #""collector_tstamp":"2026-01-01T10:00:00.000Z","useragent":"Mozilla/5.0","#
                + #""contexts_com_iab_snowplow_spiders_and_robots_1":[{"spiderOrRobot":\#(word)}]}"#
        )
        #expect(page?.type == .pageView && page?.flags.contains(.nonHuman) == !isHuman)
    }

    @Test func `values`() {
        let ping = event(["event": "page_ping", "event_name": "page_ping"])
        #expect(ping?.value == 10_000)
        let order = event([
            "event": "transaction", "event_name": "transaction", "tr_orderid": "o",
            "tr_total": "39.80",
            "tr_currency": "EUR",
        ])
        #expect(order?.value == 39.8 && order?.currency == 0x52_55_45)
        #expect(decoding.text(.object, of: order) == "o")
        let action = event([
            "event": "struct", "event_name": "event", "se_action": "play", "se_value": "2.5",
        ])
        #expect(action?.value == 2.5 && decoding.text(.name, of: action) == "play")
    }

    @Test func `programs are no persons`() {
        #expect(
            event(["useragent": "Mozilla/5.0 (compatible; Googlebot/2.1)"])?.flags.contains(
                .nonHuman
            ) == true
        )
        #expect(event(["useragent": "Mozilla/5.0 (X11)"])?.flags.contains(.nonHuman) == false)
    }

    @Test(arguments: ["python-requests/2.32", "okhttp/4.12.0", "Java/17.0.2", "Googlebot/2.1"])
    func `only browsers are told from programs by their agent`(agent: String) {
        for platform in ["srv", "mob", "app", "pc", "tv", "cnsl", "iot", "headset"] {
            let event = event(["platform": platform, "useragent": agent])
            #expect(event?.flags.contains(.nonHuman) == false, "\(platform)")
        }
        for platform in ["web", ""] {
            let event = event(["platform": platform, "useragent": agent])
            #expect(event?.flags.contains(.nonHuman) == true, "\(platform)")
        }
    }

    @Test(arguments: [("a\tb", RejectionReason.field), ("page_view", .field)])
    func `another number of columns is told`(value: String, reason: RejectionReason) {
        #expect(decoding.error(value)?.reason == reason)
        #expect(decoding.error(value)?.message == "The line does not have 131 columns.")
        #expect(decoding.error(SnowplowLine().text + "\tx")?.reason == reason)
    }

    @Test func `a line without type or time is rejected with the column's name`() {
        var line = SnowplowLine()
        line.columns["event"] = nil
        line.columns["event_name"] = nil
        #expect(decoding.error(line.text)?.message == "The field 'event_name' is missing.")
        line = SnowplowLine()
        line.columns["derived_tstamp"] = "1767261600"
        #expect(
            decoding.error(line.text)?.message
                == "The field 'derived_tstamp' is not a time (date and time in UTC)."
        )
        let broken = Array(SnowplowLine().text.utf8).map { $0 == UInt8(ascii: "f") ? 0xFF : $0 }
        #expect(decoding.steps(broken).first?.rejection?.error.reason == .utf8)
    }
}

/// The same events as JSON, which the analytics SDKs make of the lines.
struct SnowplowJSONTests {
    private let decoding = Decoding(
        [.campaign, .object, .referrer, .country, .platform, .browser, .name, .medium],
        format: .snowplow
    )

    private static func json(_ columns: [String: String], _ more: String = "") -> String {
        let members = columns.sorted { $0.key < $1.key }.map { name, value in
            let isTime = name.hasSuffix("_tstamp")
            let text = isTime ? value.replacing(" ", with: "T") + "Z" : value
            return ["tr_total", "se_value"].contains(name)
                ? #""\#(name)":\#(text)"# : #""\#(name)":"\#(text)""#
        }
        return #"{"app_id":"shop","refr_term":null,\#(members.joined(separator: ","))\#(more)}"#
    }

    @Test(arguments: [
        [:], ["user_id": "u", "mkt_campaign": "spring"],
        [
            "event": "transaction", "event_name": "transaction", "tr_total": "9.5",
            "tr_orderid": "o",
        ],
        ["platform": "mob", "true_tstamp": "2026-01-01 09:00:00.000"],
    ])
    func `a line and its JSON are the same event`(columns: [String: String]) throws {
        var line = SnowplowLine()
        line.columns.merge(columns) { $1 }
        let written = try #require(decoding.event(line.text))
        let json = try #require(decoding.event(Self.json(line.columns)))
        #expect(json.id == written.id && json.time == written.time && json.type == written.type)
        #expect(json.user == written.user && json.anonymous == written.anonymous)
        #expect(json.session == written.session && json.value == written.value)
        #expect(json.channel == written.channel && json.object == written.object)
        for slot in 0..<8 { #expect(json.dimensions[slot] == written.dimensions[slot]) }
    }

    @Test func `a list of them and lines of them are events each`() {
        let one = Self.json(SnowplowLine().columns)
        #expect(decoding.steps("[\(one),\(one)]").compactMap(\.event).count == 2)
        #expect(decoding.steps("\(one)\n\(one)").compactMap(\.event).count == 2)
    }

    @Test func `entities of mobile trackers tell session, device and screen`() {
        let more = #"""
            ,"contexts_com_snowplowanalytics_snowplow_client_session_1":[{"sessionId":"s-9","userId":"d-9"}],
            "unstruct_event_com_snowplowanalytics_mobile_screen_view_1":{"name":"Home","id":"i"}
            """#
        let columns = [
            "platform": "mob", "event": "unstruct", "event_name": "screen_view", "event_id": "e",
            "derived_tstamp": "2026-01-01 10:00:00.250",
            "collector_tstamp": "2026-01-01 10:00:01.000",
        ]
        let event = decoding.event(Self.json(columns, more))
        #expect(event?.type == .screenView && event?.channel == .app)
        #expect(event?.session != 0 && event?.device != 0)
        #expect(decoding.text(.object, of: event) == "Home")
    }

    @Test func `a mobile tracker that must know nobody names no device, only the session`() {
        let nobody = "00000000-0000-0000-0000-000000000000"
        let more = #"""
            ,"contexts_com_snowplowanalytics_snowplow_client_session_1":[{"sessionId":"s-9","userId":"\#(nobody)"}]
            """#
        var columns = SnowplowLine().columns
        columns["domain_sessionid"] = nil
        let event = decoding.event(Self.json(columns, more))
        #expect(event?.type == .pageView && event?.device == 0 && event?.session != 0)
    }

    @Test func `broken JSON is told as such, a short line as a line`() {
        #expect(decoding.error(#"{"event":"page_view""#)?.reason == .json)
        #expect(decoding.error(#"{"event":"page_view""#)?.message.contains("JSON") == true)
        #expect(decoding.error("a\tb")?.reason == .field)
    }
}
