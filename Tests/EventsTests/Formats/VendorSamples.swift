// SPDX-License-Identifier: Apache-2.0

@testable import Events

extension InputFormat {
    /// Whether its records are JSON.
    var isJSON: Bool { vendor?.layout ?? .json == .json }

    /// The field with the event's type, as errors name it.
    var typeField: String {
        switch self {
        case .native, .segment, .cloudevents: "type"
        case .posthog, .sendgrid, .mixpanel: "event"
        case .snowplow: "event_name"
        case .accessLog: "kind"
        case .form: "type"
        case .x: "id"
        case .meta: "entry.changes.field"
        case .amplitude, .braze, .delighted, .typeform, .mapped: "event_type"
        case .mailgun: "event-data.event"
        case .ses: "eventType"
        case .ga4, .appsflyer: "event_name"
        }
    }

    /// One sound event.
    var sample: String {
        switch self {
        case .native:
            #"""
            {"type":"order","time":"2026-01-01T10:00:00.5Z","id":"i-1","user":"u","value":39.8,"x":{"a":[1,"\u00e9"]}}
            """#
        case .segment:
            #"""
            {"type":"track","event":"Order Completed","timestamp":"2026-01-01T10:00:00Z","properties":{"revenue":1.5,"url":"https://s.example/?utm_campaign=a%20b"},"context":{"page":{"url":"x"}},"messageId":"m"}
            """#
        case .cloudevents:
            #"""
            {"specversion":"1.0","id":"1","source":"/shop","type":"com.shop.page","time":"2026-01-01T10:00:00Z","data":{"anonymous_id":"a","url":"https://s.example/?x=\u00e9"}}
            """#
        case .posthog:
            #"""
            {"event":"$pageview","timestamp":"2026-01-01 10:00:00.5","uuid":"i","distinct_id":"d","properties":"{\"$current_url\":\"https:\/\/s.example\/\",\"$set\":{\"a\":[1,2]},\"$lib\":\"\\u0077eb\"}"}
            """#
        case .amplitude:
            #"""
            {"event_type":"[Amplitude] Page Viewed","time":1767261600000,"insert_id":"i","device_id":"d","session_id":-1,"event_properties":{"[Amplitude] Page URL":"https://s.example/"}}
            """#
        case .sendgrid:
            #"""
            {"event":"click","timestamp":1767261600,"email":"a@s.example","sg_event_id":"e","sg_message_id":"m.filter1","category":["news","x"],"url":"https://s.example/"}
            """#
        case .mailgun:
            #"""
            {"signature":{"token":"t"},"event-data":{"event":"opened","id":"i","timestamp":1767261600.25,"recipient":"a@s.example","message":{"headers":{"message-id":"m"}},"tags":["t"],"user-variables":[]}}
            """#
        case .ses:
            #"""
            {"eventType":"Click","mail":{"timestamp":"2026-01-01T09:00:00Z","messageId":"m","tags":{"campaign":["spring"]}},"click":{"timestamp":"2026-01-01T10:00:00Z","link":"https://s.example/"}}
            """#
        case .ga4:
            #"""
            {"event_name":"page_view","event_timestamp":"1767261600000000","user_pseudo_id":"1.2","event_params":[{"key":"page_location","value":{"string_value":"https://s.example/"}},{"value":{"int_value":"5"},"key":"ga_session_id"}]}
            """#
        case .mixpanel:
            #"""
            {"event":"$mp_web_page_view","properties":{"time":1767261600,"distinct_id":"$device:d","$device_id":"d","$insert_id":"i","current_url":"https://s.example/","mp_country_code":"IT"}}
            """#
        case .braze:
            #"""
            {"event_type":"users.messages.email.Open","id":"i","time":1767261600,"user":{"user_id":"b","external_user_id":"u"},"properties":{"campaign_id":"c","dispatch_id":"d","machine_open":false}}
            """#
        case .appsflyer:
            #"""
            {"event_name":"af_purchase","event_time":"2026-01-01 10:00:00.123","appsflyer_id":"1-2","platform":"android","event_value":"{\"af_revenue\":\"9.99\"}"}
            """#
        case .delighted:
            #"""
            {"event_type":"survey_response.created","event_id":"e","event_data":{"id":"5","person":{"id":"p"},"survey_type":"nps","score":9,"created_at":1767261600,"tags":[]}}
            """#
        case .typeform:
            #"""
            {"event_id":"e","event_type":"form_response","form_response":{"form_id":"f","token":"t","submitted_at":"2026-01-01T10:00:00Z","answers":[{"type":"number","number":9,"field":{"id":"q","type":"opinion_scale"}}]}}
            """#
        case .snowplow: SnowplowLine().text
        case .accessLog:
            #"""
            203.0.113.7 - - [01/Jan/2026:10:00:00 +0000] "GET /a?utm_campaign=c HTTP/1.1" 200 512 "https://t.co/x" "Mozilla/5.0 (X11)"
            """#
        case .form:
            "type=order&time=2026-01-01T10%3A00%3A00Z&user=u%201&value=9.50&currency=EUR&x=%zz"
        case .mapped:
            #"""
            {"event_type":"view","event_time":"1767261600000","id":"i","user":{"id":5},"ad_id":"a-1","price":"1.5","x":{"a":[1,"\u00e9"]}}
            """#
        case .meta:
            #"""
            {"object":"instagram","entry":[{"id":"17","time":1767261600,"changes":[{"field":"comments","value":{"id":"c-1","from":{"id":"u-1","username":"u"},"text":"t","media":{"id":"m-1","media_product_type":"FEED"}}}]}]}
            """#
        case .x:
            #"""
            {"id":"1891234567890123456","author_id":"5","created_at":"2025-12-31T10:00:00.000Z","read_at":"2026-01-01T10:00:00Z","public_metrics":{"retweet_count":2,"reply_count":1,"like_count":7,"quote_count":1},"non_public_metrics":{"impression_count":300}}
            """#
        }
    }
}

/// One line of Snowplow's, by the names of its columns.
struct SnowplowLine {
    /// What is not in `columns` is empty.
    var columns = [
        "platform": "web", "event": "page_view", "event_name": "page_view", "event_id": "9e98",
        "collector_tstamp": "2026-01-01 10:00:01.000", "derived_tstamp": "2026-01-01 10:00:00.250",
        "domain_userid": "a", "page_url": "https://s.example/a?x=1", "event_fingerprint": "f1",
        "page_referrer": "https://t.co/x", "domain_sessionid": "s-1", "geo_country": "IT",
    ]

    var text: String {
        guard case .columns(let names)? = InputFormat.snowplow.vendor?.layout else { return "" }
        return names.map { columns[$0] ?? "" }.joined(separator: "\t")
    }
}
