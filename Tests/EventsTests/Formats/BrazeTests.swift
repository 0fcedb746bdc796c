// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct BrazeTests {
    private let decoding = Decoding(
        [.campaign, .object, .content, .name, .channel],
        format: .braze
    )

    private func event(_ type: String, _ properties: String = #""dispatch_id":"d""#) -> Event? {
        decoding.event(
            #"{"event_type":"users.\#(type)","id":"i","time":1767261600,"#
                + #""user":{"user_id":"b-1","external_user_id":"u-1"},"properties":{\#(properties)}}"#
        )
    }

    @Test(arguments: [
        ("messages.email.Send", EventType.messageSent, Subtype.none, Channel.email),
        ("messages.email.Delivery", .messageDelivered, .none, .email),
        ("messages.email.Open", .messageOpened, .none, .email),
        ("messages.email.Click", .messageClicked, .none, .email),
        ("messages.email.Bounce", .messageBounced, .hard, .email),
        ("messages.email.SoftBounce", .messageBounced, .soft, .email),
        ("messages.email.MarkAsSpam", .complained, .none, .email),
        ("messages.email.Unsubscribe", .unsubscribed, .none, .email),
        ("messages.email.Abort", .messageDropped, .none, .email),
        ("messages.pushnotification.Open", .messageClicked, .push, .push),
        ("messages.inappmessage.Impression", .messageOpened, .inapp, .push),
        ("messages.sms.Delivery", .messageDelivered, .none, .sms),
        ("behaviors.Purchase", .order, .none, .web),
        ("behaviors.app.SessionStart", .appOpen, .none, .app),
        ("behaviors.Uninstall", .uninstall, .none, .app),
        ("campaigns.Conversion", .conversion, .none, .web),
        ("messages.webhook.Send", .other, .none, .web),
    ])
    func `events`(name: String, type: EventType, subtype: Subtype, channel: Channel) {
        let event = event(name)
        #expect(event?.type == type && event?.subtype == subtype && event?.channel == channel)
        #expect(event?.time == 1_767_261_600_000)
    }

    @Test(arguments: [
        ("behaviors.app.FirstSession", "web", EventType.other, Channel.web),
        ("behaviors.app.SessionStart", "web", .sessionStart, .web),
        ("behaviors.app.FirstSession", "kindle", .install, .app),
        ("behaviors.app.SessionStart", "tvos", .appOpen, .app),
        ("behaviors.Purchase", "web", .order, .web), ("behaviors.Purchase", "kindle", .order, .app),
        ("behaviors.Purchase", "tvos", .order, .app), ("behaviors.Purchase", "roku", .order, .app),
    ])
    func `platforms`(name: String, platform: String, type: EventType, channel: Channel) {
        let event = event(name, #""platform":"\#(platform)""#)
        #expect(event?.type == type && event?.channel == channel)
    }

    @Test func `both shapes say the same`() throws {
        let nested = try #require(
            event(
                "messages.email.Click",
                #""campaign_id":"c","dispatch_id":"d","url":"https://s.example/p","message_variation_id":"v""#
            )
        )
        let flat = try #require(
            decoding.event(
                #"{"event_type":"users.messages.email.Click","id":"i","time":1767261600,"user_id":"b-1","#
                    + #""external_user_id":"u-1","campaign_id":"c","dispatch_id":"d","url":"https://s.example/p","message_variation_id":"v"}"#
            )
        )
        #expect(flat.id == nested.id && flat.user == nested.user && flat.message == nested.message)
        #expect(flat.user != 0 && flat.anonymous == nested.anonymous && flat.message != 0)
        for event in [nested, flat] {
            #expect(decoding.text(.campaign, of: event) == "c")
            #expect(decoding.text(.content, of: event) == "v")
            #expect(decoding.text(.object, of: event) == "https://s.example/p")
        }
    }

    @Test func `a machine's opens and clicks are no person's`() {
        let open = event("messages.email.Open", #""machine_open":"true""#)
        #expect(open?.subtype == .machine && open?.flags.contains(.nonHuman) == true)
        let click = event("messages.email.Click", #""is_suspected_bot_click":true"#)
        #expect(click?.flags.contains(.nonHuman) == true)
        let person = event("messages.email.Open", #""machine_open":null"#)
        #expect(person?.flags.contains(.nonHuman) == false)
    }

    @Test(arguments: [
        (#""platform":"ios""#, Channel.app), (#""platform":"android""#, .app),
        (#""platform":"web""#, .web), (#""platform":null"#, .web), (#""price":5"#, .web),
    ])
    func `what is bought in an app is the app's`(properties: String, channel: Channel) {
        let nested = event("behaviors.Purchase", properties)
        #expect(nested?.type == .order && nested?.channel == channel)
        let flat = decoding.event(
            #"{"event_type":"users.behaviors.Purchase","id":"i","time":1767261600,\#(properties)}"#
        )
        #expect(flat?.type == .order && flat?.channel == channel)
        let mail = event("messages.email.Click", properties)
        #expect(mail?.channel == .email, "whatever it was opened on")
        let used = event("behaviors.CustomEvent", #""name":"Product Added",\#(properties)"#)
        #expect(used?.type == .interaction && used?.channel == channel)
    }

    @Test func `a purchase is worth its price, a custom event is known by its name`() {
        let order = event("behaviors.Purchase", #""price":9.5,"currency":"USD","product_id":"p""#)
        #expect(order?.value == 9.5 && order?.currency == 0x44_53_55)
        let custom = event("behaviors.CustomEvent", #""name":"Product Added""#)
        #expect(custom?.type == .interaction)
        #expect(decoding.text(.name, of: custom) == "Product Added")
    }

    @Test(arguments: [
        (#"{"time":1}"#, RejectionReason.type), (#"{"event_type":"x"}"#, .time),
        (#"{"event_type":"x","time":1767261600000}"#, .time),
        (#"{"event_type":"x","time":1,"id":5}"#, .field),
    ])
    func `what is no event is rejected`(value: String, reason: RejectionReason) {
        #expect(decoding.error(value)?.reason == reason)
    }
}
