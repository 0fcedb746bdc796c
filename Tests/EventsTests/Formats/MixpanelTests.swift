// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct MixpanelTests {
    private let decoding = Decoding(
        [.campaign, .object, .referrer, .country, .browser, .name],
        format: .mixpanel
    )

    private func event(_ name: String, _ properties: String = #""distinct_id":"u""#) -> Event? {
        decoding.event(
            #"{"event":"\#(name)","properties":{"time":1767261600,"$insert_id":"i",\#(properties)}}"#
        )
    }

    @Test func `a page view has its page and place, and its time in seconds`() {
        let page = event(
            "$mp_web_page_view",
            #""distinct_id":"$device:d","$device_id":"d","current_url":"https://s.example/a","#
                + #""utm_campaign":"c","$referrer":"https://t.co/x","mp_country_code":"IT","$browser":"Firefox","$os":"Linux""#
        )
        #expect(page?.type == .pageView && page?.channel == .web)
        #expect(page?.time == 1_767_261_600_000)
        #expect(decoding.text(.object, of: page) == "https://s.example/a")
        #expect(decoding.text(.campaign, of: page) == "c")
        #expect(decoding.text(.referrer, of: page) == "t.co")
        #expect(decoding.text(.country, of: page) == "IT")
        #expect(decoding.text(.browser, of: page) == "Firefox")
    }

    @Test func `a device's id is a device's, with its prefix or without`() {
        let device = event("x", #""distinct_id":"$device:d","$device_id":"d""#)
        let server = event("x", #""distinct_id":"$device:d""#)
        #expect(device?.user == 0 && device?.anonymous != 0)
        #expect(server?.user == 0 && server?.anonymous == device?.anonymous)
        let user = event("x", #""distinct_id":"u","$user_id":"u","$device_id":"d""#)
        #expect(user?.user != 0 && user?.anonymous == device?.anonymous)
        let join = event("$identify", #""$identified_id":"u","$anon_id":"$device:d""#)
        #expect(join?.type == .alias && join?.user == user?.user)
        #expect(join?.anonymous == device?.anonymous)
    }

    @Test(arguments: [
        ("$mp_web_page_view", EventType.pageView), ("$session_start", .sessionStart),
        ("$ae_first_open", .install), ("$identify", .alias), ("$create_alias", .alias),
        ("Order Completed", .order), ("Sign Up", .conversion), ("Song Played", .other),
    ])
    func `names of events`(name: String, type: EventType) { #expect(event(name)?.type == type) }

    @Test func `a telephone's browser is no app`() {
        #expect(event("$mp_web_page_view", #""$os":"Android","mp_lib":"web""#)?.channel == .web)
    }

    @Test func `an app's order belongs to the app`() {
        let order = event("Order Completed", #""mp_lib":"iphone","revenue":5.5,"currency":"EUR""#)
        #expect(order?.channel == .app && order?.value == 5.5 && order?.currency == 0x52_55_45)
    }

    @Test(arguments: [
        (#"{"properties":{"time":1}}"#, RejectionReason.type),
        (#"{"event":"x","properties":{}}"#, .time),
        (#"{"event":"x","properties":{"time":1767261600000}}"#, .time),
        (#"{"event":"x","properties":[]}"#, .field),
    ])
    func `what is no event is rejected`(value: String, reason: RejectionReason) {
        #expect(decoding.error(value)?.reason == reason)
    }
}
