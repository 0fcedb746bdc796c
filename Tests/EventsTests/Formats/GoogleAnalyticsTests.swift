// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct GoogleAnalyticsTests {
    private let decoding = Decoding(
        [.campaign, .medium, .object, .referrer, .country, .platform, .browser, .name],
        format: .ga4
    )

    private func event(
        _ name: String,
        _ parameters: String = "",
        _ fields: String = #","platform":"WEB""#,
        bundle: String = "9"
    ) -> Event? {
        decoding.event(
            #"{"event_date":"20260101","event_timestamp":"1767261600431476","event_name":"\#(name)","#
                + #""user_pseudo_id":"11.22","user_id":null,"event_bundle_sequence_id":"\#(bundle)","#
                + #""event_params":[\#(parameters)]\#(fields)}"#
        )
    }

    @Test func `a page view has its parameters, device and session`() {
        let page = event(
            "page_view",
            #"{"key":"ga_session_id","value":{"int_value":"1767261000"}},"#
                + #"{"key":"other","value":{"int_value":"1","string_value":"x"}},"#
                + #"{"value":{"string_value":"https://s.example/\u00e9?gclid=1"},"key":"page_location"},"#
                + #"{"key":"page_referrer","value":{"string_value":"https://www.google.com/"}}"#,
            #","platform":"WEB","geo":{"country":"Italy"},"#
                + #""device":{"category":"desktop","operating_system":"Linux","web_info":{"browser":"Chrome"}},"#
                + #""traffic_source":{"name":"first","source":"x","medium":"y"},"#
                + #""collected_traffic_source":{"manual_campaign_name":"spring","manual_medium":"(none)"},"#
                + #""session_traffic_source_last_click":{"manual_campaign":{"medium":"cpc"}}"#
        )
        #expect(page?.type == .pageView && page?.channel == .web)
        #expect(page?.time == 1_767_261_600_431)
        #expect(page?.anonymous != 0 && page?.user == 0 && page?.session != 0)
        #expect(decoding.text(.object, of: page) == "https://s.example/é")
        #expect(decoding.text(.referrer, of: page) == "www.google.com")
        #expect(decoding.text(.campaign, of: page) == "spring")
        #expect(decoding.text(.medium, of: page) == "cpc", "(none) is none")
        #expect(decoding.text(.country, of: page) == "Italy")
        #expect(decoding.text(.platform, of: page) == "Linux")
        #expect(decoding.text(.browser, of: page) == "Chrome")
        #expect(decoding.text(.name, of: page) == "page_view")
    }

    @Test(arguments: [
        ("screen_view", EventType.screenView, Channel.app), ("first_open", .install, .app),
        ("app_remove", .uninstall, .app), ("session_start", .sessionStart, .app),
        ("purchase", .order, .app), ("add_to_cart", .interaction, .app),
        ("notification_open", .messageClicked, .push), ("first_visit", .other, .app),
    ])
    func `an app's events`(name: String, type: EventType, channel: Channel) {
        let event = event(name, "", #","platform":"ANDROID""#)
        #expect(event?.type == type && event?.channel == channel)
    }

    @Test func `whole numbers may be texts, parameters have any type`() {
        let text = event(
            "user_engagement",
            #"{"key":"engagement_time_msec","value":{"int_value":"4200"}}"#
        )
        #expect(text?.type == .engagement && text?.value == 4200)
        let number = event(
            "user_engagement",
            #"{"key":"engagement_time_msec","value":{"int_value":4200}}"#
        )
        #expect(number?.value == 4200)
        let order = event(
            "purchase",
            #"{"key":"value","value":{"double_value":45.5}},{"key":"currency","value":{"string_value":"EUR"}},"#
                + #"{"key":"transaction_id","value":{"string_value":"o-1"}}"#,
            #","ecommerce":{"purchase_revenue":39.8}"#
        )
        #expect(order?.value == 39.8 && order?.currency == 0x52_55_45)
        #expect(decoding.text(.object, of: order) == "o-1")
        let float = event(
            "purchase",
            #"{"key":"value","value":{"float_value":2.5,"int_value":null}}"#
        )
        #expect(float?.value == 2.5)
        let odd = event(
            "page_view",
            #"{"key":"value","value":{}},{"key":7,"value":[1]},{},"x",{"key":"value"}"#
        )
        #expect(odd?.flags.contains(.hasValue) == false)
    }

    @Test func `the running day's event is the whole day's`() {
        let running = event("page_view")
        let whole = event(
            "page_view",
            #"{"key":"medium","value":{"string_value":"cpc"}}"#,
            #","platform":"WEB","session_traffic_source_last_click":{}"#
        )
        #expect(running?.flags.contains(.hasID) == true)
        #expect(running?.id == whole?.id)
        #expect(running?.id != event("page_view", bundle: "10")?.id)
        #expect(running?.id != event("scroll")?.id)
        #expect(running?.id != event("page_view", "", #","batch_event_index":"2""#)?.id)
    }

    @Test(arguments: [
        (#"{"event_timestamp":"1"}"#, RejectionReason.type), (#"{"event_name":"x"}"#, .time),
        (#"{"event_name":"x","event_timestamp":"2026-01-01"}"#, .time),
        (#"{"event_name":"x","event_timestamp":1.5}"#, .time),
        (#"{"event_name":"x","event_timestamp":1,"event_params":{}}"#, nil),
        (#"{"event_name":"x","event_timestamp":1,"event_params":5}"#, .field),
        (
            #"{"event_name":"x","event_timestamp":1,"event_params":[{"key":"value","value":{"int_value":1}},{"key":"value","value":{"int_value":2}}]}"#,
            .field
        ),
        (
            #"{"event_name":"x","event_timestamp":1,"event_params":[{"key":"value","value":}]}"#,
            .json
        ),
        (#"{"event_name":"x","event_timestamp":1,"event_params":[{"key":"value"]}"#, .json),
    ])
    func `what is no event is rejected`(value: String, reason: RejectionReason?) {
        #expect(decoding.error(value)?.reason == reason)
    }
}
