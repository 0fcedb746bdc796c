// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct CloudEventsTests {
    private let decoding = Decoding(
        [.campaign, .object, .referrer, .name, .channel, .label],
        format: .cloudevents
    )

    private func event(
        _ type: String,
        _ data: String = "{}",
        id: String = "1",
        source: String = "/shop"
    ) -> Event? {
        decoding.event(
            #"{"specversion":"1.0","id":"\#(id)","source":"\#(source)","type":"\#(type)","#
                + #""time":"2026-01-01T10:00:00Z","subject":"x","data":\#(data)}"#
        )
    }

    @Test func `a page has its envelope's time and its data's page`() {
        let page = event(
            "com.shop.page",
            #"{"anonymous_id":"a","name":"Home","url":"https://s.example/?utm_campaign=c","referrer":"https://t.co/"}"#
        )
        #expect(page?.type == .pageView && page?.time == 1_767_261_600_000)
        #expect(page?.anonymous != 0 && page?.user == 0)
        #expect(decoding.text(.object, of: page) == "https://s.example/")
        #expect(decoding.text(.campaign, of: page) == "c")
        #expect(decoding.text(.referrer, of: page) == "t.co")
        #expect(decoding.text(.name, of: page) == "Home")
    }

    @Test func `a stage of the journey in data is the event's`() {
        #expect(event("page_view", #"{"stage":"trust"}"#)?.stage == .trust)
        #expect(event("page_view", #"{"stage":"later"}"#)?.stage == nil)
    }

    @Test func `without an id an event is known by all of it, not by its source`() {
        #expect(event("x", id: "")?.id != event("y", id: "")?.id)
        #expect(event("x", id: "")?.id == event("x", id: "")?.id)
        #expect(event("x", id: "")?.flags.contains(.hasID) == false)
    }

    @Test func `numbers and texts are ids and amounts alike`() {
        let order = event("order", #"{"user_id":42,"order_id":1001,"revenue":"39.80"}"#)
        #expect(order?.user != 0 && order?.value == 39.8)
        #expect(order?.user == event("order", #"{"user_id":"42"}"#)?.user)
        #expect(decoding.text(.object, of: order) == "1001")
        // As databases give them: more digits than a double has.
        for id in ["123456789012345678", "1234567890123456789", "18446744073709551615"] {
            let user = event("order", #"{"user_id":\#(id)}"#)?.user
            #expect(user != 0 && user == event("order", #"{"user_id":"\#(id)"}"#)?.user, "\(id)")
        }
    }

    @Test func `subtypes of native events are kept`() {
        let open = event("message_opened", #"{"subtype":"machine"}"#)
        #expect(open?.subtype == .machine && open?.flags.contains(.nonHuman) == true)
        #expect(event("message_clicked", #"{"subtype":"unsubscribe"}"#)?.subtype == .unsubscribe)
        #expect(event("message_opened", #"{"subtype":"push"}"#)?.channel == .push)
        #expect(event("message_bounced", #"{"subtype":"hard"}"#)?.subtype == .hard)
    }

    @Test func `source and id together know an event`() {
        let one = event("x")
        #expect(one?.flags.contains(.hasID) == true)
        #expect(one?.id == event("y")?.id)
        #expect(one?.id != event("x", id: "2")?.id)
        #expect(one?.id != event("x", source: "/other")?.id)
    }

    @Test(arguments: [
        ("com.shop.page", "{}", EventType.pageView), ("page_view", "{}", .pageView),
        ("com.shop.screen", "{}", .screenView), ("org:acme/order", "{}", .order),
        ("com.shop.identify", "{}", .alias), ("com.shop.survey_answered", "{}", .surveyAnswered),
        ("com.shop.track", #"{"name":"Order Completed"}"#, .order),
        ("com.shop.track", #"{"name":"Email Opened"}"#, .messageOpened),
        ("com.shop.event", #"{"type":"message_bounced","subtype":"hard"}"#, .messageBounced),
        ("com.shop.thing", "{}", .other), ("com.shop.track", #"{"name":"Thing Done"}"#, .other),
    ])
    func `types by their last word, by the data's type and by its name`(
        type: String,
        data: String,
        expected: EventType
    ) {
        #expect(event(type, data)?.type == expected)
    }

    @Test func `a native event in data keeps what it says`() {
        let answer = event(
            "com.shop.survey_answered",
            #"{"user":"u","score":9,"scale":10,"response":"r","label":"nps","human":true}"#
        )
        #expect(answer?.score == 9 && answer?.scale == 10 && answer?.response != 0)
        #expect(answer?.flags.contains(.nonHuman) == false)
        #expect(decoding.text(.label, of: answer) == "nps")
        #expect(event("x.page", #"{"human":false}"#)?.flags.contains(.nonHuman) == true)
        #expect(event("x.message_bounced", #"{"subtype":"soft"}"#)?.subtype == .soft)
        let text = event("x.order", #""{\"order_id\":\"o\",\"revenue\":5}""#)
        #expect(text?.value == 5, "data may be a text of JSON")
    }

    @Test(arguments: [
        (#"{"id":"1","source":"/","time":"2026-01-01T10:00:00Z","data":{}}"#, RejectionReason.type),
        (#"{"id":"1","source":"/","type":"x","data":{}}"#, .time),
        (#"{"id":"1","source":"/","type":"x","time":1767261600000}"#, .time),
        (#"{"id":1,"source":"/","type":"x","time":"2026-01-01T10:00:00Z"}"#, .field),
        (#"{"type":"x","time":"2026-01-01T10:00:00Z","data":[1]}"#, .field),
        (#"{"type":"x","time":"2026-01-01T10:00:00Z","data":"<x/>"}"#, .field),
    ])
    func `what is no event is rejected`(value: String, reason: RejectionReason) {
        #expect(decoding.error(value)?.reason == reason)
    }
}
