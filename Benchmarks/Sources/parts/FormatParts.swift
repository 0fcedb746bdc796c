// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Workload

/// Decoding, by format: typical events of each, per event and per byte.
enum FormatParts {
    private static let recordCount = 500

    static func run() throws {
        let schema = Workload.ingest(try Workload.plan()).schema
        for (format, text) in samples {
            let dictionaries = schema.makeDictionaries()
            var decoder = EventDecoder(
                format: format,
                schema: schema,
                source: "shop",
                dictionaries: dictionaries
            )
            let bytes = Array(text.utf8)
            var event = Event()
            var watch = Stopwatch(slices: 200)
            for slice in 0..<210 {
                if slice >= 10 { watch.begin() }
                for _ in 0..<recordCount {
                    let value = unsafe bytes.span.bytes
                    guard decoder.open(value, timestamp: 1_767_261_600_000) == .elements else {
                        continue
                    }
                    steps: while true {
                        switch decoder.next(&event) {
                        case .end: break steps
                        case .rejected(let rejection): fatalError(rejection.error.message)
                        default: continue
                        }
                    }
                }
                if slice >= 10 { watch.end(operations: recordCount) }
            }
            watch.report("decode \(format.rawValue), \(bytes.count) bytes")
        }
    }

    private static let samples: [(InputFormat, String)] = [
        (
            .native,
            #"{"type":"page_view","time":"2026-01-01T10:00:00.000Z","id":"0191f3a2-7c1e-7cb2-b0a4-82ede31d975a","user":"user-18231","anonymous":"0191f3a2-anon","session":"0191f3a2-session","object":"https://shop.example/p/42?utm_source=newsletter&utm_campaign=spring","referrer":"https://www.google.com/","country":"IT","platform":"web","browser":"Firefox","campaign":"spring","medium":"email","segment":"loyal"}"#
        ),
        (
            .segment,
            #"{"timestamp":"2026-03-02T09:00:00.000Z","integrations":{},"type":"page","properties":{"url":"https://shop.example/?utm_source=newsletter&utm_medium=email&utm_campaign=spring","path":"/","referrer":"https://mail.example/","title":"Home"},"name":"Home","anonymousId":"anon-1","context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"},"userAgent":"Mozilla/5.0","locale":"it-IT","ip":"203.0.113.7"},"messageId":"node-next-1772442000000-0191f3a2-7c1e","_metadata":{"nodeVersion":"20.19.0"}}"#
        ),
        (
            .cloudevents,
            #"{"id":"ce-0","time":"2026-03-02T09:00:00.000Z","type":"com.shop.page","source":"https://shop.example/web","specversion":"1.0","datacontenttype":"application/json","subject":"anon-1","data":{"anonymous_id":"anon-1","name":"Home","url":"https://shop.example/?utm_source=newsletter&utm_medium=email&utm_campaign=spring","referrer":"https://mail.example/"},"partitionkey":"anon-1"}"#
        ),
        (
            .posthog,
            #"{"event":"$pageview","properties":{"$current_url":"https://shop.example/?utm_source=newsletter&utm_medium=email&utm_campaign=spring","$pathname":"/","$referrer":"https://mail.example/","$session_id":"sess-anon-1","$lib":"posthog-node","$lib_version":"5.70.0","$is_server":true,"$geoip_disable":true},"timestamp":"2026-03-02T09:00:00.000Z","uuid":"01a20409-f135-7cb2-b0a4-82ede31d975a","distinct_id":"anon-1"}"#
        ),
        (
            .posthog,
            #"{"event":"$pageview","properties":"{\"$current_url\":\"https://shop.example/?utm_source=newsletter&utm_medium=email&utm_campaign=spring\",\"$pathname\":\"/\",\"$referrer\":\"https://mail.example/\",\"$session_id\":\"sess-anon-1\",\"$lib\":\"posthog-node\",\"$lib_version\":\"5.70.0\",\"$is_server\":true,\"$geoip_disable\":true}","timestamp":"2026-03-02 09:00:00.000000","uuid":"01a20409-f135-7cb2-b0a4-82ede31d975a","distinct_id":"anon-1"}"#
        ),
        (
            .amplitude,
            #"{"time":1772442000000,"insert_id":"c20c2d73-e29a-423e-9686-860ee16ab304","event_type":"[Amplitude] Page Viewed","device_id":"anon-1","session_id":1772442000000,"platform":"Web","country":"Italy","event_properties":{"[Amplitude] Page URL":"https://shop.example/?utm_source=newsletter&utm_medium=email&utm_campaign=spring","[Amplitude] Page Path":"/"},"event_id":0,"library":"amplitude-node-ts/1.5.73"}"#
        ),
        (
            .sendgrid,
            #"{"email":"a@shop.example","timestamp":1767261600,"smtp-id":"<14c5d75ce93.dfd.64b469@ismtpd-555>","event":"open","category":["news","spring"],"sg_event_id":"FOTFFO0ecsBE-zxFXfs6WA==","sg_message_id":"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0","useragent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64)","ip":"203.0.113.7","sg_machine_open":false}"#
        ),
        (
            .mailgun,
            #"{"signature":{"timestamp":"1770327118","token":"7f2","signature":"d2c"},"event-data":{"event":"opened","id":"-laxIqj9QWubsjY_3pTq_g","timestamp":1770327118.6648676,"recipient":"a@shop.example","message":{"headers":{"message-id":"20260205213158.abc@shop.example"}},"tags":["news"],"user-variables":[],"client-info":{"client-name":"Mobile Safari","client-os":"iOS","device-type":"mobile","client-type":"mobile browser","bot":null},"geolocation":{"country":"GB"}}}"#
        ),
        (
            .ses,
            #"{"eventType":"Click","mail":{"timestamp":"2026-03-02T09:00:00.000Z","messageId":"0102018f7c19-b0a4-82ede31d975a-000000","destination":["a@shop.example"],"sourceArn":"arn:aws:ses:eu-west-1:1:identity/shop.example","tags":{"ses:configuration-set":["C1"],"campaign":["spring"]}},"click":{"timestamp":"2026-03-02T09:31:25.570Z","link":"https://shop.example/p/42","ipAddress":"203.0.113.7","userAgent":"Mozilla/5.0"}}"#
        ),
        (
            .ga4,
            #"{"event_date":"20260302","event_timestamp":"1772442000431476","event_name":"page_view","event_params":[{"key":"ga_session_id","value":{"int_value":"1772442000"}},{"key":"ga_session_number","value":{"int_value":"3"}},{"key":"engagement_time_msec","value":{"int_value":"4200"}},{"key":"page_title","value":{"string_value":"Home"}},{"key":"page_location","value":{"string_value":"https://shop.example/a"}}],"event_bundle_sequence_id":"948327668","user_pseudo_id":"1166526666.1617691776","device":{"category":"desktop","operating_system":"Linux","web_info":{"browser":"Chrome"}},"geo":{"country":"Italy"},"traffic_source":{"source":"(direct)","medium":"(none)"},"platform":"WEB"}"#
        ),
    ]
}
