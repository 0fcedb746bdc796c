// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct AmplitudeTests {
    private let decoding = Decoding(
        [.campaign, .medium, .object, .referrer, .country, .platform, .name, .channel],
        format: .amplitude
    )

    private func event(_ type: String, _ fields: String = "") -> Event? {
        decoding.event(
            #"{"event_type":"\#(type)","time":1767261600000,"insert_id":"i","device_id":"d"\#(fields)}"#
        )
    }

    @Test func `a page view has its page, people and place`() {
        let page = event(
            "[Amplitude] Page Viewed",
            #","user_id":"u","session_id":1767261600000,"platform":"Web","country":"Italy","#
                + #""event_properties":{"[Amplitude] Page URL":"https://s.example/a","#
                + #""[Amplitude] Page Location":"https://s.example/a?utm_campaign=c1","#
                + #""[Amplitude] Page Path":"/a","referrer":"https://t.co/x"},"#
                + #""user_properties":{"utm_medium":"email"}"#
        )
        #expect(page?.type == .pageView && page?.channel == .web)
        #expect(page?.time == 1_767_261_600_000)
        #expect(page?.user != 0 && page?.device != 0 && page?.session != 0)
        #expect(decoding.text(.object, of: page) == "https://s.example/a")
        #expect(decoding.text(.campaign, of: page) == "c1")
        #expect(decoding.text(.medium, of: page) == "email")
        #expect(decoding.text(.referrer, of: page) == "t.co")
        #expect(decoding.text(.country, of: page) == "Italy")
        #expect(decoding.text(.platform, of: page) == "Web")
        #expect(decoding.text(.name, of: page) == "[Amplitude] Page Viewed")
    }

    @Test func `an export has its corrected time in UTC and its own names`() {
        let export = decoding.event(
            #"{"event_type":"x","event_time":"2026-01-01 10:00:00.250000","#
                + #""client_event_time":"2020-01-01 00:00:00.000000","#
                + #""server_received_time":"2026-01-01 10:00:05.000000","$insert_id":"i","#
                + #""device_id":"d","user_id":null,"session_id":-1}"#
        )
        #expect(export?.time == 1_767_261_600_250)
        #expect(export?.received == 1_767_261_605_000)
        #expect(export?.session == 0, "-1 is no session")
        #expect(export?.id == event("x")?.id)
    }

    @Test(arguments: [
        ("[Amplitude] Page Viewed", EventType.pageView), ("[Amplitude] Screen Viewed", .screenView),
        ("[Amplitude] Application Installed", .install),
        ("[Amplitude] Application Opened", .appOpen),
        ("[Amplitude] Element Clicked", .interaction), ("session_start", .sessionStart),
        ("$identify", .alias), ("revenue_amount", .order), ("Order Completed", .order),
        ("Email Delivered", .messageDelivered), ("session_end", .other), ("Song Played", .other),
    ])
    func `names of events`(name: String, type: EventType) { #expect(event(name)?.type == type) }

    @Test func `revenue is the event's or its properties', an app's order is the app's`() {
        let top = event("revenue_amount", #","revenue":5.5,"platform":"iOS""#)
        #expect(top?.value == 5.5 && top?.channel == .app)
        let own = event("revenue_amount", #","event_properties":{"$revenue":7,"currency":"EUR"}"#)
        #expect(own?.value == 7 && own?.currency == 0x52_55_45)
        let mail = event("Email Opened", #","user_id":5,"event_properties":{"email_id":"e"}"#)
        #expect(mail?.message != 0 && mail?.user == event("x", #","user_id":"5""#)?.user)
    }

    @Test(arguments: [
        (#""event_properties":{"$price":9.95,"$quantity":4}"#, 39.8),
        (#""event_properties":{"$price":9.5}"#, 9.5),
        (#""event_properties":{"$price":-5,"$quantity":2}"#, -10),
        (#""event_properties":{"$price":5,"$quantity":"2"}"#, 5),
        (#""event_properties":{"$price":5,"$quantity":2,"$revenue":7}"#, 7),
        (#""event_properties":{"$price":5,"$quantity":2,"value":3}"#, 10),
        (#""price":5.5,"quantity":2"#, 11), (#""price":5,"quantity":2,"revenue":9"#, 9),
        (#""event_properties":{"$quantity":4}"#, nil),
    ])
    func `an order without a revenue is worth its price by its quantity`(
        fields: String,
        value: Double?
    ) {
        let order = event("revenue_amount", ",\(fields)")
        #expect(order?.flags.contains(.hasValue) == (value != nil))
        #expect(order?.value == value ?? 0)
    }

    @Test func `only an order is worth what it would cost`() {
        let seen = event("Product Viewed", #","event_properties":{"$price":5,"$quantity":2}"#)
        #expect(seen?.type == .interaction && seen?.flags.contains(.hasValue) == false)
    }

    @Test(arguments: [
        (#""event_properties":{"$revenue":7,"$currency":"EUR"}"#, UInt32(0x52_55_45)),
        (#""event_properties":{"$revenue":7,"$currency":"USD","currency":"EUR"}"#, 0x52_55_45),
        (#""revenue":7,"currency":"EUR","event_properties":{"$currency":"USD"}"#, 0x52_55_45),
        (#""event_properties":{"$revenue":7,"$currency":5}"#, 0),
    ])
    func `the currency is the event's or its properties'`(fields: String, currency: UInt32) {
        let order = event("revenue_amount", ",\(fields)")
        #expect(order?.value == 7 && order.map { UInt32($0.currency) } == currency)
    }

    @Test func `a product beyond every measure is no amount`() {
        let error = decoding.error(
            #"{"event_type":"revenue_amount","time":5,"event_properties":"#
                + #"{"$price":1e300,"$quantity":1e300}}"#
        )
        #expect(error?.reason == .field)
        #expect(error?.message.contains("$price") == true)
    }

    @Test(arguments: [
        (#"{"time":5}"#, RejectionReason.type), (#"{"event_type":"x"}"#, .time),
        (#"{"event_type":"x","time":"5"}"#, .time), (#"{"event_type":"x","time":5.5}"#, .time),
        (#"{"event_type":"x","event_time":"01/01/2026"}"#, .time),
        (#"{"event_type":"x","time":5,"device_id":[]}"#, .field),
        (#"{"event_type":"x","time":5,"time":6}"#, .field), (#"{"event_type":"x",}"#, .json),
    ])
    func `what is no event is rejected`(value: String, reason: RejectionReason) {
        #expect(decoding.error(value)?.reason == reason)
    }

    @Test func `a time of another form is told with the form it should have`() {
        let error = decoding.error(#"{"event_type":"x","event_time":"yesterday"}"#)
        #expect(
            error?.message == "The field 'event_time' is not a time (date and time in UTC)."
        )
    }
}
