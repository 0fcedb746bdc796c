// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct SESTests {
    private let decoding = Decoding([.campaign, .object], format: .ses)

    private func event(
        _ type: String,
        _ inner: String?,
        key: String = "eventType",
        message: String = "m-1"
    ) -> Event? {
        decoding.event(
            #"{"\#(key)":"\#(type)","mail":{"timestamp":"2026-01-01T09:00:00.000Z","#
                + #""messageId":"\#(message)","destination":["a@s.example","b@s.example"],"#
                + #""tags":{"ses:configuration-set":["C1"],"campaign":["spring"]}}"#
                + (inner.map { ",\($0)}" } ?? "}")
        )
    }

    private static let time = #""timestamp":"2026-01-01T10:00:00.570Z""#

    @Test(arguments: [
        (
            "Delivery", #""delivery":{\#(time),"recipients":["a@s.example"]}"#,
            EventType.messageDelivered, Subtype.none
        ),
        ("DeliveryDelay", #""deliveryDelay":{\#(time),"delayType":"x"}"#, .messageDeferred, .none),
        ("Bounce", #""bounce":{"bounceType":"Permanent",\#(time)}"#, .messageBounced, .hard),
        ("Bounce", #""bounce":{"bounceType":"Transient",\#(time)}"#, .messageBounced, .soft),
        ("Bounce", #""bounce":{"bounceType":"Undetermined",\#(time)}"#, .messageBounced, .soft),
        ("Complaint", #""complaint":{\#(time)}"#, .complained, .none),
        ("Open", #""open":{"ipAddress":"x",\#(time)}"#, .messageOpened, .none),
        ("Click", #""click":{"link":"https://s.example/p",\#(time)}"#, .messageClicked, .none),
    ])
    func `events have the time of the object of their name`(
        name: String,
        inner: String,
        type: EventType,
        subtype: Subtype
    ) {
        let event = event(name, inner)
        #expect(event?.type == type && event?.subtype == subtype)
        #expect(event?.time == 1_767_261_600_570)
        #expect(event?.channel == .email && event?.message != 0)
        #expect(decoding.text(.campaign, of: event) == "spring")
        #expect(self.event(name, inner, key: "notificationType")?.type == type)
    }

    @Test func `the envelopes of SNS and EventBridge are opened`() {
        let bare =
            #"{"eventType":"Open","mail":{"messageId":"m","timestamp":"2026-01-01T09:00:00Z"},"open":{"timestamp":"2026-01-01T10:00:00Z"}}"#
        let plain = decoding.event(bare)
        let text = bare.replacing("\"", with: "\\\"")
        let sns = decoding.event(#"{"Type":"Notification","MessageId":"x","Message":"\#(text)"}"#)
        let bridge = decoding.event(#"{"detail-type":"Email Opened","detail":\#(bare)}"#)
        #expect(plain?.type == .messageOpened)
        for event in [sns, bridge] {
            #expect(event?.type == .messageOpened && event?.time == plain?.time)
            #expect(event?.message == plain?.message)
        }
        let confirmation = #"{"Type":"SubscriptionConfirmation","Message":"You have chosen"}"#
        #expect(decoding.error(confirmation)?.reason == .field)
    }

    @Test(arguments: [
        ("Send", EventType.messageSent), ("Reject", .messageDropped),
        ("Rendering Failure", .messageDropped), ("Subscription", .other),
    ])
    func `others have the time of sending`(name: String, type: EventType) {
        let event = event(name, nil)
        #expect(event?.type == type && event?.time == 1_767_258_000_000)
    }

    @Test func `message, kind, time and link make an id`() {
        func click(_ link: String, _ second: Int = 1) -> UInt64? {
            event(
                "Click",
                #""click":{"link":"\#(link)","timestamp":"2026-01-01T10:00:0\#(second)Z"}"#
            )?.id
        }
        let one = click("https://s.example/a")
        #expect(one == click("https://s.example/a"))
        #expect(one != click("https://s.example/b") && one != click("https://s.example/a", 2))
        let open = #""open":{"timestamp":"2026-01-01T10:00:01Z"}"#
        #expect(event("Open", open)?.id != event("Open", open, message: "m-2")?.id)
        #expect(event("Open", open)?.message != event("Open", open, message: "m-2")?.message)
        let link = event("Click", #""click":{"link":"https://s.example/a",\#(Self.time)}"#)
        #expect(decoding.text(.object, of: link) == "https://s.example/a")
    }

    @Test(arguments: [
        (#"{"mail":{"timestamp":"2026-01-01T09:00:00Z"}}"#, RejectionReason.type),
        (#"{"eventType":"Open","mail":{"messageId":"m"}}"#, .time),
        (#"{"eventType":"Open","open":{"timestamp":1767261600}}"#, .time),
        (
            #"{"eventType":"Open","mail":{"messageId":7,"timestamp":"2026-01-01T09:00:00Z"}}"#,
            .field
        ),
    ])
    func `what is no event is rejected`(value: String, reason: RejectionReason) {
        #expect(decoding.error(value)?.reason == reason)
    }
}
