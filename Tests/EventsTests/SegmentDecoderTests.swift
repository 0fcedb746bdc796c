// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct SegmentDecoderTests {
    private static let dimensions: [Dimension] = [
        .campaign, .medium, .object, .referrer, .name, .platform, .country, .channel,
    ]

    private func decoding() -> Decoding { Decoding(Self.dimensions, format: .segment) }

    private func story(_ decoding: Decoding) -> [Event] {
        decoding.steps(SegmentFixture.lines.joined(separator: "\n")).compactMap(\.event)
    }

    @Test func `the story has its types, channels and times`() {
        let events = story(decoding())
        #expect(
            events.map(\.type) == [
                .pageView, .pageView, .pageView, .alias, .interaction, .order, .install, .appOpen,
                .screenView, .screenView, .alias, .messageDelivered, .messageOpened,
                .messageClicked, .unsubscribed, .pageView,
            ]
        )
        #expect(
            events.map(\.channel) == [
                .web, .web, .web, .web, .web, .web, .app, .app, .app, .app, .web, .email, .email,
                .email, .email, .web,
            ]
        )
        let minutes = [0, 1, 3, 4, 5, 8, 10, 11, 12, 13, 14, 30, 31, 32, 40, 75]
        #expect(events.map(\.time) == minutes.map { 1_772_442_000_000 + Int64($0) * 60_000 })
    }

    @Test func `the story has its people`() {
        let native = Decoding([])
        func user(_ id: String) -> UInt64 { native.event(with: #""user":"\#(id)""#)?.user ?? 0 }
        func anonymous(_ id: String) -> UInt64 {
            native.event(with: #""anonymous":"\#(id)""#)?.anonymous ?? 0
        }
        let events = story(decoding())
        #expect(events[0].anonymous == anonymous("anon-1"))
        #expect(events[0].user == 0)
        for index in [1, 2, 3, 4, 5, 14, 15] {
            #expect(events[index].anonymous == anonymous("anon-2"))
        }
        for index in [3, 4, 5, 14, 15] { #expect(events[index].user == user("u-2")) }
        for index in 10...13 { #expect(events[index].user == user("u-3")) }
        for index in 6...9 { #expect(events[index].user == 0) }
    }

    @Test func `the story has its event ids and messages`() {
        let events = story(decoding())
        #expect(Set(events.map(\.id)).count == events.count)
        #expect(events.allSatisfy { $0.flags.contains(.hasID) })
        #expect(events[11].message != 0)
        #expect(events[11].message == events[12].message)
        #expect(events[11].message == events[13].message)
        #expect(events[14].message != events[11].message)
        #expect(events[0].message == 0)
    }

    @Test func `the story has its values and dimensions`() {
        let decoding = decoding()
        let events = story(decoding)
        #expect(events[5].value == 39.8)
        #expect(events[5].flags.contains(.hasValue))
        #expect(events[5].currency == 0x52_55_45)
        #expect(decoding.text(.campaign, of: events[0]) == "spring")
        #expect(decoding.text(.medium, of: events[0]) == "email")
        #expect(decoding.text(.referrer, of: events[0]) == "mail.example")
        #expect(decoding.text(.object, of: events[0]) == "https://shop.example/")
        #expect(decoding.text(.campaign, of: events[1]) == "")
        #expect(decoding.text(.object, of: events[2]) == "https://shop.example/p/42")
        #expect(decoding.text(.object, of: events[5]) == "o-1")
        #expect(decoding.text(.name, of: events[5]) == "Order Completed")
        #expect(decoding.text(.object, of: events[8]) == "Catalog")
        #expect(decoding.text(.campaign, of: events[11]) == "c-1")
        #expect(decoding.text(.object, of: events[13]) == "https://shop.example/p/42")
        #expect(events[2].object == events[13].object)
    }

    @Test func `the context gives what properties do not`() {
        let decoding = decoding()
        let event = decoding.event(
            #"""
            {"type":"page","timestamp":"2026-03-02T09:00:00Z","receivedAt":"2026-03-02T09:00:02Z",
             "sentAt":"2026-03-02T09:00:01Z","originalTimestamp":"2020-01-01T00:00:00Z",
             "context":{"page":{"url":"https://a.example/x?y=1","referrer":"https://b.example/z"},
              "campaign":{"name":"News","source":"Letter","medium":"email"},
              "os":{"name":"iOS"},"device":{"id":"d-1","type":"ios"},
              "location":{"country":"IT"}},"properties":{}}
            """#
        )
        #expect(event?.time == 1_772_442_000_000)
        #expect(event?.received == 1_772_442_002_000)
        #expect(event?.device != 0)
        #expect(decoding.text(.object, of: event) == "https://a.example/x")
        #expect(decoding.text(.referrer, of: event) == "b.example")
        #expect(decoding.text(.campaign, of: event) == "News")
        #expect(decoding.text(.platform, of: event) == "iOS")
        #expect(decoding.text(.country, of: event) == "IT")
    }

    @Test(arguments: [
        ("Email Bounced", EventType.messageBounced, Channel.email),
        ("Email Marked as Spam", .complained, .email),
        ("Push Notification Tapped", .messageClicked, .push),
        ("Signed Up", .conversion, .web), ("Something Else", .other, .web),
    ])
    func `names of tracked events`(name: String, type: EventType, channel: Channel) {
        let decoding = decoding()
        let event = decoding.event(
            SegmentFixture.track("09:00", name, #""userId":"u""#, #"{"value":5}"#)
        )
        #expect(event?.type == type)
        #expect(event?.channel == channel)
        #expect(event?.value == 5)
        #expect(decoding.text(.name, of: event) == name)
    }

    @Test(arguments: [
        (#""library":{"name":"analytics-ios"}"#, Channel.app),
        (#""library":{"name":"analytics-android"}"#, .app),
        (#""library":{"name":"analytics-swift"}"#, .app),
        (#""library":{"name":"analytics-kotlin"}"#, .app),
        (#""library":{"name":"@segment/analytics-react-native"},"device":{"type":"phone"}"#, .app),
        (#""library":{"name":"analytics-flutter"}"#, .app),
        (#""library":{"name":"rudder-ios-library"}"#, .app),
        (#""library":{"name":"com.rudderstack.android.sdk.core"}"#, .app),
        (#""library":{"name":"x"},"device":{"type":"ios"}"#, .app),
        (#""os":{"name":"Linux"},"device":{"type":"Android"}"#, .app),
        (#""os":{"name":"iOS"}"#, .app), (#""os":{"name":"Android"}"#, .app),
        (#""os":{"name":"iOS"},"device":{"type":"mobile"}"#, .web),
        (#""os":{"name":"Android"},"library":{"name":"analytics.js"}"#, .web),
        (#""library":{"name":"analytics.js"},"device":{"type":"mobile"}"#, .web),
        (#""device":{"type":"mobile"}"#, .web), (#""device":{"type":"desktop"}"#, .web),
        (#""library":{"name":"@segment/analytics-node"}"#, .web), (#""library":{}"#, .web),
        (#""library":5,"os":[],"device":{"type":7}"#, .web), ("", .web),
    ])
    func `what an app's library sends is the app's`(context: String, channel: Channel) {
        func event(_ call: String) -> Event? {
            decoding().event(#"{"timestamp":5,"context":{\#(context)},\#(call)}"#)
        }
        let order = event(#""type":"track","event":"Order Completed""#)
        #expect(order?.type == .order && order?.channel == channel)
        #expect(event(#""type":"track","event":"Product Added""#)?.channel == channel)
        #expect(event(#""type":"page""#)?.channel == channel)
        #expect(event(#""type":"screen""#)?.channel == .app)
        #expect(event(#""type":"track","event":"Email Opened""#)?.channel == .email)
    }

    @Test func `what an app sends together is the app's`() {
        let events = decoding().steps(
            #"{"batch":[{"type":"track","event":"Order Completed","timestamp":5}],"#
                + #""context":{"library":{"name":"analytics-ios"}}}"#
        )
        #expect(events.map { $0.event?.channel } == [.app])
    }

    @Test func `an alias joins the previous id, a group is other`() {
        let decoding = decoding()
        let alias = decoding.event(
            #"{"type":"alias","timestamp":5,"userId":"u","previousId":"a"}"#
        )
        let page = decoding.event(#"{"type":"page","timestamp":5,"anonymousId":"a"}"#)
        #expect(alias?.type == .alias)
        #expect(alias?.anonymous == page?.anonymous)
        let group = decoding.event(#"{"type":"group","timestamp":5,"groupId":"g"}"#)
        #expect(group?.type == .other)
        #expect(decoding.text(.name, of: group) == "group")
    }

    @Test func `properties of another kind count as absent`() {
        let decoding = decoding()
        let event = decoding.event(
            SegmentFixture.track(
                "09:00",
                "Order Completed",
                #""userId":"u""#,
                #"{"revenue":"39.80","total":{"x":1},"url":5,"campaign_id":[1]}"#
            )
        )
        #expect(event?.type == .order)
        #expect(event?.flags.contains(.hasValue) == false)
    }

    @Test(arguments: [
        (#"{"timestamp":5}"#, RejectionReason.type), (#"{"type":5,"timestamp":5}"#, .type),
        (#"{"type":"track","timestamp":5}"#, .type), (#"{"type":"page"}"#, .time),
        (#"{"type":"page","timestamp":"soon"}"#, .time),
        (#"{"type":"page","timestamp":5,"userId":7}"#, .field),
        (#"{"type":"page","timestamp":5,"properties":[]}"#, .field),
        (#"{"type":"page","timestamp":5,"properties":{},"properties":{}}"#, .field),
        (#"{"type":"page","timestamp":5,"properties":{"value":1e308}}"#, .field),
        (#"{"type":"page","timestamp":5,"#, .json),
    ])
    func `what is no call is rejected`(value: String, reason: RejectionReason) {
        #expect(decoding().error(value)?.reason == reason)
    }
}
