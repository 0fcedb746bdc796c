// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

/// The user's own names of events (`types`), format by format.
struct OwnTypesTests {
    private static let own = EventMapping.naming([
        "signup_completed": "conversion", "pixel": "message_opened/machine",
        "failed_for_good": "message_bounced/hard", "page": "content_view",
        "$pageview": "content_view", "page_view": "content_view",
    ])

    private static let signups: [(InputFormat, String)] = [
        (.native, #"{"type":"signup_completed","time":5}"#),
        (
            .segment,
            #"{"type":"track","event":"signup_completed","timestamp":"2026-01-01T10:00:00Z"}"#
        ),
        (
            .posthog,
            #"{"event":"signup_completed","timestamp":"2026-01-01T10:00:00Z","distinct_id":"d"}"#
        ),
        (.amplitude, #"{"event_type":"signup_completed","time":1767261600000,"device_id":"d"}"#),
        (
            .mixpanel,
            #"{"event":"signup_completed","properties":{"time":1767261600,"distinct_id":"d"}}"#
        ),
        (.ga4, #"{"event_name":"signup_completed","event_timestamp":"1767261600000000"}"#),
        (
            .cloudevents,
            #"{"id":"1","source":"/s","type":"com.shop.signup_completed","time":"2026-01-01T10:00:00Z"}"#
        ),
        (
            .cloudevents,
            #"{"id":"1","source":"/s","type":"shop","time":"2026-01-01T10:00:00Z","data":{"event":"signup_completed"}}"#
        ),
        (.form, "type=signup_completed&time_ms=1767261600000"),
        (.form, "activity_kind=event&event_name=signup_completed&created_at=1767261600"),
        (
            .appsflyer,
            #"{"event_name":"signup_completed","event_time":"2026-01-01 10:00:00","appsflyer_id":"1"}"#
        ),
        (
            .braze,
            #"{"event_type":"users.behaviors.CustomEvent","time":1767261600,"properties":{"name":"signup_completed"}}"#
        ),
        (.mailgun, #"{"event-data":{"event":"signup_completed","timestamp":1767261600}}"#),
    ]

    @Test(arguments: signups)
    func `a name of the user's own means what the settings say`(
        format: InputFormat,
        text: String
    ) {
        let before = Decoding(format: format).event(text)
        #expect(before?.type == .other)
        let decoding = Decoding(format: format, mapping: Self.own)
        let event = decoding.event(text)
        #expect(event?.type == .conversion)
        let isOfApps = format == .appsflyer || text.hasPrefix("activity_kind")
        #expect(event?.channel == (isOfApps ? .app : .web))
    }

    @Test func `a name that the format knows is asked here first`() {
        let native = Decoding(mapping: Self.own).event(with: #""id":"1""#)
        #expect(native?.type == .contentView && native?.channel == .social)
        let posthog = Decoding(format: .posthog, mapping: Self.own)
        #expect(posthog.event(InputFormat.posthog.sample)?.type == .contentView)
        let call = #"{"type":"page","timestamp":"2026-01-01T10:00:00Z"}"#
        let segment = Decoding(format: .segment, mapping: Self.own)
        #expect(segment.event(call)?.type == .contentView)
        #expect(segment.event(call.replacing("page", with: "screen"))?.type == .screenView)
    }

    @Test(arguments: [InputFormat.native, .segment, .sendgrid, .cloudevents])
    func `a subtype comes along`(format: InputFormat) {
        let decoding = Decoding(format: format, mapping: Self.own)
        func event(_ name: String) -> Event? {
            switch format {
            case .native: decoding.event(#"{"type":"\#(name)","time":5,"subtype":"soft"}"#)
            case .segment:
                decoding.event(
                    #"{"type":"track","event":"\#(name)","timestamp":"2026-01-01T10:00:00Z"}"#
                )
            case .sendgrid:
                decoding.event(#"{"event":"\#(name)","timestamp":5,"type":"blocked"}"#)
            default:
                decoding.event(
                    #"{"id":"1","type":"\#(name)","time":"2026-01-01T10:00:00Z","data":{"subtype":"soft"}}"#
                )
            }
        }
        let pixel = event("pixel")
        #expect(pixel?.type == .messageOpened && pixel?.subtype == .machine)
        #expect(pixel?.flags.contains(.nonHuman) == true)
        let failed = event("failed_for_good")
        #expect(failed?.type == .messageBounced && failed?.subtype == .hard)
    }

    @Test func `the native event's own name is its name, unless it has another`() {
        let decoding = Decoding(mapping: Self.own)
        func name(_ members: String) -> String? {
            decoding.text(
                .name,
                of: decoding.event(#"{"type":"signup_completed","time":5\#(members)}"#)
            )
        }
        #expect(name("") == "signup_completed" && name(#","name":"free""#) == "free")
    }

    @Test(arguments: [InputFormat.native, .segment, .amplitude, nil])
    func `the type of an envelope has the user's meanings, whole or by its last word`(
        data: InputFormat?
    ) {
        let own = EventMapping.naming([
            "com.shop.signup": "conversion", "com.shop.page": "content_view",
            "poke": "interaction",
        ])
        let decoding = Decoding(format: .cloudevents, data: data, mapping: own)
        let expected: [(String, EventType)] = [
            ("com.shop.signup", .conversion), ("com.shop.page", .contentView),
            ("org.poke", .interaction), ("org.nothing", .other),
        ]
        for (type, meaning) in expected {
            let event = decoding.event(
                #"{"id":"1","source":"/s","type":"\#(type)","time":"2026-01-01T10:00:00Z","data":{}}"#
            )
            #expect(event?.type == meaning, "\(type)")
        }
    }

    @Test func `what only a field tells has the user's meaning by its name`() {
        let decoding = Decoding(format: .meta, mapping: .naming(["message": "mention"]))
        let value =
            #"{"entry":[{"id":"9","time":1,"messaging":[{"sender":{"id":"4"},"#
            + #""timestamp":1767261600500,"message":{"mid":"m1"}}]}]}"#
        #expect(decoding.event(value)?.type == .mention)
    }
}
