// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct MailgunTests {
    private let decoding = Decoding(
        [.campaign, .object, .country, .platform, .browser],
        format: .mailgun
    )

    private func fields(
        _ event: String,
        _ more: String = "",
        time: String = "1767261600.6648676"
    ) -> String {
        #"{"event":"\#(event)","id":"i-1","timestamp":\#(time),"recipient":"a@s.example","#
            + #""message":{"headers":{"message-id":"m@s.example"}},"user-variables":[]\#(more)}"#
    }

    private func event(_ name: String, _ more: String = "") -> Event? {
        let signature = #"{"timestamp":"1767261600","token":"t","signature":"s"}"#
        return decoding.event(#"{"signature":\#(signature),"event-data":\#(fields(name, more))}"#)
    }

    @Test(arguments: [
        ("accepted", "", EventType.messageSent, Subtype.none),
        ("delivered", "", .messageDelivered, .none),
        ("failed", #","severity":"permanent","reason":"bounce""#, .messageBounced, .hard),
        ("failed", #","severity":"temporary","reason":"generic""#, .messageDeferred, .none),
        ("failed", #","severity":"permanent","reason":"suppress-bounce""#, .messageDropped, .none),
        ("rejected", "", .messageDropped, .none), ("opened", "", .messageOpened, .none),
        ("clicked", #","url":"https://s.example/""#, .messageClicked, .none),
        ("unsubscribed", "", .unsubscribed, .none), ("complained", "", .complained, .none),
        ("stored", "", .other, .none),
    ])
    func `events`(name: String, more: String, type: EventType, subtype: Subtype) {
        let event = event(name, more)
        #expect(event?.type == type && event?.subtype == subtype)
        #expect(event?.time == 1_767_261_600_665)
    }

    @Test func `a bare event is that of a webhook`() throws {
        let hook = try #require(event("opened"))
        let bare = try #require(decoding.event(fields("opened")))
        #expect(bare.id == hook.id && bare.message == hook.message && bare.time == hook.time)
        #expect(bare.message != 0)
    }

    @Test func `an id is one of its day`() throws {
        let one = try #require(decoding.event(fields("opened")))
        let sameDay = decoding.event(fields("opened", time: "1767300000.5"))
        let nextDay = decoding.event(fields("opened", time: "1767348000.5"))
        #expect(one.flags.contains(.hasID))
        #expect(one.id == sameDay?.id && one.id != nextDay?.id)
    }

    @Test func `bots are named, persons are not`() {
        let info = #""client-os":"iOS","client-name":"Mobile Safari","device-type":"mobile""#
        let bot = event("opened", #","client-info":{"bot":"apple",\#(info)}"#)
        #expect(bot?.flags.contains(.nonHuman) == true)
        for value in ["null", #""""#] {
            let person = event("opened", #","client-info":{"bot":\#(value),\#(info)}"#)
            #expect(person?.flags.contains(.nonHuman) == false)
            #expect(decoding.text(.platform, of: person) == "iOS")
            #expect(decoding.text(.browser, of: person) == "Mobile Safari")
        }
    }

    @Test func `the campaign is a variable of the user or the first tag`() {
        let tag = event("opened", #","tags":["news","x"],"geolocation":{"country":"GB"}"#)
        #expect(decoding.text(.campaign, of: tag) == "news")
        #expect(decoding.text(.country, of: tag) == "GB")
        let own = decoding.event(
            #"{"event":"opened","timestamp":1767261600,"tags":["news"],"user-variables":{"campaign":"c","user_id":7}}"#
        )
        #expect(decoding.text(.campaign, of: own) == "c" && own?.user != 0)
    }

    @Test(arguments: [
        (#"{"signature":{},"event-data":{"timestamp":5}}"#, RejectionReason.type),
        (#"{"event-data":{"event":"opened"}}"#, .time),
        (#"{"event":"opened","timestamp":"soon"}"#, .time),
        (#"{"event":"opened","timestamp":5,"recipient":[]}"#, .field), (#"{}"#, .type),
    ])
    func `what is no event is rejected`(value: String, reason: RejectionReason) {
        #expect(decoding.error(value)?.reason == reason)
    }
}
