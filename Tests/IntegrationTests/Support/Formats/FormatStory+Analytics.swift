// SPDX-License-Identifier: Apache-2.0

import Events

/// Formats of what measures sites and apps.
extension FormatStory {
    /// Lines, one of them again and one with its id and another fingerprint; a list of the SDKs' JSON.
    static let snowplow = FormatStory(
        format: .snowplow,
        told: [
            (1, line("page_view", id: "e-1", [29: "https://s.example/?a=1", 47: "email"])),
            (2, line("page_ping", id: "e-2")),
            (3, line("event", id: "e-3", [5: "struct", 54: "play", 57: "2.5"])),
            (
                6,
                line("transaction", id: "e-4", [12: "u-1", 59: "o-1", 61: "39.80", 108: "EUR"])
            ),
            (7, line("page_view", id: "e-5", [29: "https://s.example/b"])),
            (7, line("page_view", id: "e-5", [29: "https://s.example/b"])),
            (7, line("page_view", id: "e-5", [29: "https://s.example/b", 129: "f-2"])),
            (
                9,
                #"""
                [{"platform":"mob","event":"unstruct","event_name":"application_install","event_id":"e-6","derived_tstamp":"<rfc>","contexts_com_snowplowanalytics_snowplow_client_session_1":[{"sessionId":"s-9","userId":"d-9"}]},{"platform":"mob","event":"unstruct","event_name":"screen_view","event_id":"e-7","derived_tstamp":"<rfc+30>","unstruct_event_com_snowplowanalytics_mobile_screen_view_1":{"name":"Home"},"contexts_com_snowplowanalytics_snowplow_client_session_1":[{"sessionId":"s-9","userId":"d-9"}]}]
                """#
            ),
            (end, line("page_view", id: "e-8", [15: "a-9", 123: "s-8"])),
        ],
        eventCount: 10,
        duplicateCount: 1,
        day: [
            "web.visits": 1, "web.pageviews": 3, "web.engaged_time": 10, "web.interactions": 1,
            "mkt.orders": 1, "mkt.revenue": 39.8, "app.installs": 1, "app.screens_per_session": 1,
        ],
        finals: 288
    )

    /// A line of 131 columns by the vendor's numbers of them, counted from 0.
    private static func line(
        _ name: String,
        id: String,
        _ more: [Int: String] = [:]
    ) -> String {
        var columns = Array(repeating: "", count: 131)
        let common = [
            1: "web", 3: "<utc+1>", 5: name, 6: id, 15: "a-1", 18: "IT", 123: "s-1", 124: "<utc>",
            126: name, 129: "f-1",
        ]
        for (number, text) in common.merging(more, uniquingKeysWith: { $1 }) {
            columns[number] = text
        }
        return columns.joined(separator: "\t")
    }

    /// Numbers as texts and as numbers, values of three types, an app's events.
    static let ga4 = FormatStory(
        format: .ga4,
        told: [
            (
                1,
                #"""
                {"event_timestamp":"<us>","event_name":"page_view","user_pseudo_id":"1.2","event_bundle_sequence_id":"7","platform":"WEB","geo":{"country":"Italy"},"event_params":[{"key":"ga_session_id","value":{"int_value":"5"}},{"key":"page_location","value":{"string_value":"https://s.example/"}}],"collected_traffic_source":{"manual_campaign_name":"spring","manual_medium":"(none)"}}
                """#
            ),
            (
                2,
                #"""
                {"event_timestamp":<us>,"event_name":"user_engagement","user_pseudo_id":"1.2","event_bundle_sequence_id":8,"platform":"WEB","event_params":[{"key":"engagement_time_msec","value":{"int_value":"4200"}},{"value":{"int_value":5},"key":"ga_session_id"}]}
                """#
            ),
            (
                4,
                #"""
                {"event_timestamp":"<us>","event_name":"purchase","user_pseudo_id":"1.2","user_id":"u-1","event_bundle_sequence_id":"9","platform":"WEB","event_params":[{"key":"transaction_id","value":{"string_value":"o-1"}},{"key":"currency","value":{"string_value":"EUR"}},{"key":"value","value":{"int_value":null,"double_value":45.5}}],"ecommerce":{"purchase_revenue":39.8}}
                """#
            ),
            (
                9,
                #"""
                {"event_timestamp":"<us>","event_name":"first_open","user_pseudo_id":"d-1","event_bundle_sequence_id":"1","platform":"ANDROID","event_params":[]}
                """#
            ),
            (
                10,
                #"""
                {"event_timestamp":"<us>","event_name":"screen_view","user_pseudo_id":"d-1","event_bundle_sequence_id":"2","platform":"ANDROID","event_params":[{"key":"firebase_screen","value":{"string_value":"Home"}}]}
                """#
            ),
            (
                end,
                #"""
                {"event_timestamp":"<us>","event_name":"page_view","user_pseudo_id":"9.9","platform":"WEB"}
                """#
            ),
        ],
        eventCount: 6,
        day: [
            "web.pageviews": 1, "web.engaged_time": 2.1, "mkt.orders": 1, "mkt.revenue": 39.8,
            "app.installs": 1, "app.screens_per_session": 1,
        ],
        finals: 281
    )

    /// A batch as sent, an event as exported, one that joins ids, an app's.
    static let amplitude = FormatStory(
        format: .amplitude,
        told: [
            (
                1,
                #"""
                {"api_key":"k","events":[{"event_type":"[Amplitude] Page Viewed","time":<ms>,"insert_id":"i-1","device_id":"d-1","session_id":5,"platform":"Web","country":"Italy","event_properties":{"[Amplitude] Page URL":"https://s.example/?utm_campaign=spring"}},{"event_type":"[Amplitude] Element Clicked","time":<ms+20>,"insert_id":"i-2","device_id":"d-1","session_id":5,"platform":"Web"}]}
                """#
            ),
            (
                3,
                #"""
                {"event_type":"$identify","event_time":"<utc>","uuid":"i-3","device_id":"d-1","user_id":"u-1","session_id":-1,"platform":"Web"}
                """#
            ),
            (
                4,
                #"""
                {"event_type":"revenue_amount","event_time":"<utc>","server_received_time":"<utc+2>","$insert_id":"i-4","device_id":"d-1","user_id":"u-1","session_id":5,"platform":"Web","event_properties":{"$revenue":39.8,"currency":"EUR","order_id":"o-1"}}
                """#
            ),
            (
                9,
                #"""
                {"event_type":"[Amplitude] Application Opened","time":<ms>,"insert_id":"i-5","device_id":"d-2","session_id":-1,"platform":"iOS"}
                """#
            ),
            (
                end,
                #"""
                {"event_type":"[Amplitude] Page Viewed","time":<ms>,"insert_id":"i-6","device_id":"d-9","platform":"Web"}
                """#
            ),
        ],
        eventCount: 6,
        day: [
            "web.visits": 1, "web.pageviews": 1, "web.interactions": 1, "mkt.orders": 1,
            "mkt.revenue": 39.8, "app.active_users": 1,
        ],
        finals: 236
    )

    /// A list, one event again, an app's; who is not known and who is.
    static let mixpanel = FormatStory(
        format: .mixpanel,
        told: [
            (
                1,
                #"""
                {"event":"$mp_web_page_view","properties":{"time":<s>,"distinct_id":"$device:d-1","$device_id":"d-1","$insert_id":"i-1","current_url":"https://s.example/","mp_country_code":"IT","$browser":"Firefox"}}
                """#
            ),
            (
                3,
                #"""
                [{"event":"$identify","properties":{"time":<s>,"$identified_id":"u-1","$anon_id":"d-1","$insert_id":"i-2"}},{"event":"Page View","properties":{"time":<s+30>.25,"distinct_id":"u-1","$user_id":"u-1","$device_id":"d-1","$insert_id":"i-3","$current_url":"https://s.example/b"}}]
                """#
            ),
            (
                5,
                #"""
                {"event":"Purchase","properties":{"time":"<s>","distinct_id":"u-1","$user_id":"u-1","$device_id":"d-1","$insert_id":"i-4","revenue":"39.80","currency":"EUR","order_id":"o-1"}}
                """#
            ),
            (
                5,
                #"""
                {"event":"Purchase","properties":{"time":"<s>","distinct_id":"u-1","$user_id":"u-1","$device_id":"d-1","$insert_id":"i-4","revenue":"39.80","currency":"EUR","order_id":"o-1"}}
                """#
            ),
            (
                9,
                #"""
                {"event":"$ae_first_open","properties":{"time":<s>,"distinct_id":"$device:d-2","$device_id":"d-2","$insert_id":"i-5","mp_lib":"swift"}}
                """#
            ),
            (
                end,
                #"""
                {"event":"Page View","properties":{"time":<s>,"distinct_id":"$device:d-9","$insert_id":"i-6"}}
                """#
            ),
        ],
        eventCount: 7,
        duplicateCount: 1,
        day: [
            "web.visits": 1, "web.pageviews": 2, "mkt.orders": 1, "mkt.revenue": 39.8,
            "app.installs": 1,
        ],
        finals: 222
    )

    /// Values as text and as object.
    static let appsflyer = FormatStory(
        format: .appsflyer,
        told: [
            (
                1,
                #"""
                {"event_name":"install","event_time":"<utc>","appsflyer_id":"1-1","platform":"android","country_code":"IT","media_source":"newsletter","campaign":"c-1"}
                """#
            ),
            (
                2,
                #"""
                {"event_name":"af_app_opened","event_time":"<utc>","appsflyer_id":"1-1","customer_user_id":"u-1","platform":"android"}
                """#
            ),
            (
                4,
                #"""
                {"event_name":"af_purchase","event_time":"<utc>","appsflyer_id":"1-1","platform":"android","event_value":"{\"af_revenue\":\"39.80\",\"af_currency\":\"EUR\",\"af_order_id\":\"o-1\"}"}
                """#
            ),
            (
                4,
                #"""
                {"event_name":"af_purchase","event_time":"<utc>","appsflyer_id":"1-1","platform":"android","event_value":{"af_revenue":5,"af_currency":"EUR","af_order_id":"o-2"}}
                """#
            ),
            (
                9,
                #"""
                [{"event_name":"re-attribution","event_time":"<utc>","appsflyer_id":"1-2","platform":"ios"},{"event_name":"uninstall","event_time":"<utc+60>","appsflyer_id":"1-1","platform":"android"}]
                """#
            ),
            (
                end,
                #"{"event_name":"af_login","event_time":"<utc>","appsflyer_id":"1-9","platform":"ios"}"#
            ),
        ],
        eventCount: 7,
        day: [
            "app.installs": 1, "app.reinstalls": 1, "app.uninstalls": 1, "app.active_users": 1,
            "mkt.orders": 2, "mkt.revenue": 44.8,
        ],
        finals: 90
    )
}
