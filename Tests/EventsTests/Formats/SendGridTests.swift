// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct SendGridTests {
    private let decoding = Decoding([.campaign, .object, .list, .name], format: .sendgrid)

    private func text(
        _ event: String,
        _ fields: String = "",
        email: String = "a@s.example"
    ) -> String {
        #"{"email":"\#(email)","timestamp":1767261600,"event":"\#(event)","sg_event_id":"e-1","#
            + #""sg_message_id":"14c5.dfd.64b4.filter0001.16648.0"\#(fields)}"#
    }

    private func event(_ name: String, _ fields: String = "") -> Event? {
        decoding.event(text(name, fields))
    }

    @Test(arguments: [
        ("processed", "", EventType.messageSent, Subtype.none),
        ("delivered", "", .messageDelivered, .none),
        ("deferred", #","attempt":"5""#, .messageDeferred, .none),
        ("bounce", #","type":"bounce""#, .messageBounced, .hard),
        ("bounce", #","type":"blocked""#, .messageBounced, .soft),
        ("dropped", #","reason":"Bounced Address""#, .messageDropped, .none),
        ("open", "", .messageOpened, .none), ("click", "", .messageClicked, .none),
        ("spamreport", "", .complained, .none), ("unsubscribe", "", .unsubscribed, .none),
        ("group_unsubscribe", #","asm_group_id":5"#, .unsubscribed, .none),
        ("group_resubscribe", "", .resubscribed, .none),
        ("account_status_change", "", .other, .none),
    ])
    func `events`(name: String, fields: String, type: EventType, subtype: Subtype) {
        let event = event(name, fields)
        #expect(event?.type == type && event?.subtype == subtype)
        #expect(event?.time == 1_767_261_600_000)
        #expect(type == .other || event?.channel == .email)
    }

    @Test func `an array and a single event say the same`() {
        let steps = decoding.steps("[\(text("delivered")),\(text("open"))]")
        #expect(steps.compactMap(\.event).map(\.type) == [.messageDelivered, .messageOpened])
        #expect(steps.first?.event?.message == event("delivered")?.message)
    }

    @Test func `a message is its id up to the way it took, and its recipient`() {
        let one = event("delivered")
        let other = decoding.event(
            #"{"email":"a@s.example","timestamp":"1767261601","event":"open","sg_message_id":"14c5.dfd.64b4.recvd-5b8c-1-63.0"}"#
        )
        #expect(other?.time == 1_767_261_601_000, "a number may be a text")
        #expect(one?.message != 0 && one?.message == other?.message)
        #expect(decoding.event(text("open", email: "b@s.example"))?.message != one?.message)
    }

    @Test func `an open of a machine is no person's`() {
        let machine = event("open", #","sg_machine_open":true"#)
        #expect(machine?.subtype == .machine && machine?.flags.contains(.nonHuman) == true)
        let human = event("open", #","sg_machine_open":false"#)
        #expect(human?.subtype == Subtype.none && human?.flags.contains(.nonHuman) == false)
    }

    @Test func `campaigns are named, numbered, or the first category`() {
        func campaign(_ fields: String) -> String? {
            decoding.text(.campaign, of: event("click", fields))
        }
        #expect(campaign(#","category":"news""#) == "news")
        #expect(campaign(#","category":["news","spring"]"#) == "news")
        #expect(campaign(#","category":[]"#) == "")
        #expect(campaign(#","category":["news"],"marketing_campaign_id":12345"#) == "12345")
        #expect(
            campaign(#","marketing_campaign_id":12345,"marketing_campaign_name":"Spring""#)
                == "Spring"
        )
        let click = event("click", #","url":"https://s.example/p?x=1","asm_group_id":7"#)
        #expect(decoding.text(.object, of: click) == "https://s.example/p")
        #expect(decoding.text(.list, of: click) == "7")
    }

    @Test(arguments: [
        (#"{"timestamp":1767261600}"#, RejectionReason.type), (#"{"event":"open"}"#, .time),
        (#"{"event":"open","timestamp":"2026-01-01T10:00:00Z"}"#, .time),
        (#"{"event":"open","timestamp":1767261600000}"#, .time),
        (#"{"event":"open","timestamp":1767261600,"email":5}"#, .field),
        (#"{"event":"open","timestamp":1767261600,"category":{"a":1}}"#, nil),
        (#"["open"]"#, .json),
    ])
    func `what is no event is rejected`(value: String, reason: RejectionReason?) {
        #expect(decoding.error(value)?.reason == reason)
    }

    @Test func `milliseconds where seconds are declared are told`() {
        let error = decoding.error(#"{"event":"open","timestamp":1767261600000}"#)
        #expect(error?.message == "The field 'timestamp' is not a time (seconds since 1970).")
    }
}
