// SPDX-License-Identifier: Apache-2.0

import Events

extension InputFormat {
    /// The field with the event's type, as errors name it.
    var typeField: String {
        switch self {
        case .native, .segment, .cloudevents: "type"
        case .posthog, .sendgrid: "event"
        case .amplitude: "event_type"
        case .mailgun: "event-data.event"
        case .ses: "eventType"
        case .ga4: "event_name"
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
        }
    }
}
