// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Kafka
import Pipeline
import Workload

/// Decoding, by format: typical events of each, per event and per byte.
enum FormatParts {
    private static let recordCount = 500

    /// Measures the formats that are named, or all.
    static func run(_ names: Set<String>) throws {
        let known = samples.map(\.0.rawValue)
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw UnknownPart(name: unknown, known: known)
        }
        let schema = Workload.ingest(try Workload.plan()).schema
        for (format, text) in samples where names.isEmpty || names.contains(format.rawValue) {
            measure(
                "decode \(format.rawValue)",
                format,
                [Array(text.utf8)],
                mapping: format == .mapped ? try mapping() : nil,
                schema: schema
            )
        }
        if names.isEmpty || names.contains(InputFormat.accessLog.rawValue) {
            measure("decode access_log, a server's", .accessLog, ServerLog.lines, schema: schema)
        }
        guard names.isEmpty else { return }
        for (name, text) in packed {
            let value = [UInt8](Data(base64Encoded: text) ?? Data())
            measure("decode native as \(name)", .native, [value], schema: schema)
        }
        measure(
            "decode cloudevents, binary",
            .cloudevents,
            [Array(binary.utf8)],
            headers: KafkaHeader.stored(headers.map { KafkaHeader(name: $0, text: $1) }),
            schema: schema
        )
    }

    private static func measure(
        _ name: String,
        _ format: InputFormat,
        _ values: [[UInt8]],
        headers: [UInt8]? = nil,
        mapping: EventMapping? = nil,
        schema: EventSchema
    ) {
        var decoder = EventDecoder(
            format: format,
            schema: schema,
            source: "shop",
            dictionaries: schema.makeDictionaries(),
            mapping: mapping
        )
        let stored = headers ?? [0]
        var event = Event()
        var watch = Stopwatch(slices: 200)
        for slice in 0..<210 {
            if slice >= 10 { watch.begin() }
            for number in 0..<recordCount {
                let bytes = values[number % values.count]
                let value = unsafe bytes.span.bytes
                let headers = unsafe stored.span.bytes
                guard
                    decoder.open(value, headers: headers, timestamp: 1_767_261_600_000)
                        == .elements
                else { continue }
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
        watch.report("\(name), \(values.reduce(0) { $0 + $1.count } / values.count) bytes")
    }

    /// That of the last sample.
    private static func mapping() throws -> EventMapping {
        let fields = [
            ("type", ["event_type"]), ("time", ["event_time"]), ("user", ["user.id", "user_id"]),
            ("object", ["ad_id"]), ("label", ["ad_type"]), ("country", ["geo.country"]),
            ("id_parts", ["user_id", "page_id", "ad_id", "event_type", "event_time"]),
        ]
        return try EventMapping(
            fields: fields.compactMap { name, paths in
                MappedField(name: name).map { ($0, paths) }
            },
            constants: [("channel", "social"), ("platform", "web")].compactMap { name, text in
                MappedField(name: name).map { ($0, text) }
            },
            timeUnit: .milliseconds,
            types: [("view", "impression"), ("click", "link_click")].compactMap { name, type in
                EventMeaning(type: type).map { (name, $0) }
            }
        )
    }

    /// The native sample, compressed.
    private static let packed = [
        (
            "gzip",
            "H4sIAAAAAAAAA01PQW7DIBD8C4eeYhtw2iSWot4q9Z5TLxG2Nw4RsAhwiVX1713Spoq0AnZmdpb5YmnxwDrm1QTHTw2ZrVjStkCSy5eKC6qD4B0vVXPOP0ihR+K52IlTq2S1GQTQ0cuq52pdbSWM0Ipxt3lWpJ0jBFKXqxJb2QrClEO3WJzjo00BiYsQo6bXA3OHVgz7CwyJuHNKPnZNE8/oa7gq6w00vlnL1znZY8Q5DLB3kKOBlCA8FXQgldKT20cftJvILsAJQrj9726Yc64nxMlAPaBtSDTg7FJYSPN+oNYblU4YLPUZegL6gPk345smQ7yWmb9VBP4vszDquYyBVdrckk4WXEljcFGGff8AbVYr/Y4BAAA="
        ),
        (
            "zstd",
            "KLUv/WSOAJUIAPaRNx5AbXVzsAdmSVJtPgve+oyQ+V+P1ZArNULeGRVFcUEvAC4AMADNsAjecpbmNHsKS3uBBzuwdXcIXr2x1mKWW4zB1kJoq0mIr54bShwdvXr3rhM+Jc1UCrlN427FGHJ3/HTEoVeTwnv7Xv1KVE6Tznd1FmgGtrjbvtLV36BwgFigoQ4P0zGiNGJyzrat7Ufbq0cT2noRM4KvyvcAbGPc8eaeiH6sRK9DYinRBE1tOlb5JgGVxzfRiGfLKMInW4JQy7tffUKhIlPrXN3pfHdp6QO/WBmLu08WT4k+V28kDRMAALptTmu1Go4y3EDoB/DzG5gywElhG5szrE1i9eTGsQIFc0ilzaIABsHTwcaCOQb1YlKh"
        ),
    ]

    private static let headers: KeyValuePairs = [
        "ce_specversion": "1.0", "ce_id": "ce-0", "ce_source": "https://shop.example/web",
        "ce_type": "com.shop.page", "ce_time": "2026-03-02T09:00:00.000Z",
        "ce_subject": "anon-1", "ce_partitionkey": "anon-1", "content-type": "application/json",
    ]
    private static let binary =
        #"{"anonymous_id":"anon-1","name":"Home","url":"https://shop.example/?utm_source=newsletter&utm_medium=email&utm_campaign=spring","referrer":"https://mail.example/"}"#

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
        (
            .mixpanel,
            #"{"event":"$mp_web_page_view","properties":{"time":1772442000,"distinct_id":"$device:d-1","$device_id":"d-1","$insert_id":"29fc2962-6d9c-455d-95ad-95b84f09b9e4","current_url":"https://shop.example/a","$referrer":"https://www.google.com/","mp_country_code":"IT","$os":"Linux","$browser":"Firefox","mp_lib":"web"}}"#
        ),
        (
            .braze,
            #"{"event_type":"users.messages.email.Open","id":"a123f0c2-1f6b-4a0e","time":1772443860,"user":{"user_id":"5f6b1c","external_user_id":"u-3","timezone":"Europe/Rome"},"properties":{"campaign_id":"c-1","campaign_name":"Spring","dispatch_id":"d-1","message_variation_id":"v-1","email_address":"a@shop.example","send_id":"s-1","user_agent":"Mozilla/5.0","machine_open":"false"}}"#
        ),
        (
            .appsflyer,
            #"{"event_name":"af_purchase","event_time":"2026-03-02 09:08:00.897","install_time":"2026-03-01 04:05:07.925","appsflyer_id":"1698811507925-1234567","customer_user_id":"u-2","platform":"android","country_code":"IT","media_source":"newsletter","campaign":"c1","event_value":"{\"af_revenue\":\"39.80\",\"af_currency\":\"EUR\",\"af_order_id\":\"o-1\"}","is_retargeting":"false"}"#
        ),
        (
            .snowplow,
            "shop\tweb\t\t2026-03-02 09:00:01.100\t2026-03-02 09:00:00.001\tpage_view\t9e983d4a-e07c-4dd6-a6a4-1ab1f8fa2b3c\t\t\t\t\t\t\t\t\tanon-1\t1\t\tIT\t\t\t\t\t\t\t\t\t\t\thttps://shop.example/\t\thttps://mail.example/\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\temail\tnewsletter\t\t\tspring\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\tMozilla/5.0\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t2026-03-02 09:00:00.002\t\t\t\t0c2ad2a1\t2026-03-02 09:00:01.099\tcom.snowplowanalytics.snowplow\tpage_view\tjsonschema\t1-0-0\ta7b5\t2026-03-02 09:00:00.000"
        ),
        (
            .accessLog,
            #"203.0.113.7 - - [02/Mar/2026:10:00:00 +0100] "GET /p/42?utm_campaign=spring HTTP/1.1" 200 5120 "https://mail.example/" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0""#
        ),
        (
            .form,
            "type=order&time=2026-03-02T09%3A08%3A00Z&user=u-2&order=o-1&value=39.80&currency=EUR&country=IT&campaign=spring"
        ),
        (
            .delighted,
            #"{"event_type":"survey_response.created","event_id":"b8d0a6c2-5f0e-4a7f","event_data":{"id":"5435","person":{"id":"5975","name":null,"email":"a@shop.example","created_at":1772442000},"survey_type":"nps","score":9,"comment":"Quick and kind","permalink":"https://delighted.com/r/5b","created_at":1772443860,"updated_at":null,"person_properties":{"user_id":"u-3","country":"IT","segment":"loyal"},"notes":[],"tags":["vip"],"additional_answers":[]}}"#
        ),
        (
            .typeform,
            #"{"event_id":"LtWXD3crgy","event_type":"form_response","form_response":{"form_id":"lT4Z3j","token":"a3a12ec67a1365927098a606107fac15","submitted_at":"2026-03-02T09:31:00Z","landed_at":"2026-03-02T09:30:00Z","hidden":{"user_id":"u-3","utm_campaign":"spring"},"calculated":{"score":9},"definition":{"id":"lT4Z3j","title":"How was it?","fields":[{"id":"q1","title":"Would you tell others of us?","type":"opinion_scale","ref":"nps"}]},"answers":[{"type":"number","number":9,"field":{"id":"q1","type":"opinion_scale","ref":"nps"}},{"type":"text","text":"Quick and kind","field":{"id":"q2","type":"short_text","ref":"why"}}]}}"#
        ),
        (
            .meta,
            #"{"object":"page","entry":[{"id":"1001","time":1772442005,"changes":[{"field":"feed","value":{"item":"comment","verb":"add","post_id":"1001_5","comment_id":"5_7","parent_id":"1001_5","created_time":1772442000,"from":{"id":"42","name":"A Person"},"post":{"status_type":"mobile_status_update","is_published":true,"id":"1001_5"},"message":"How long does it take to Rome?"}}]}]}"#
        ),
        (
            .x,
            #"{"id":"1891234567890123456","author_id":"2244994945","created_at":"2026-03-01T10:00:00.000Z","read_at":"2026-03-02T10:00:00Z","lang":"it","text":"The new lamp is here","edit_history_tweet_ids":["1891234567890123456"],"public_metrics":{"retweet_count":2,"reply_count":1,"like_count":7,"quote_count":1,"bookmark_count":3,"impression_count":300},"non_public_metrics":{"impression_count":300,"url_link_clicks":5,"user_profile_clicks":1}}"#
        ),
        (
            .mapped,
            #"{"user_id":"0f2b1a34-7c1e-4cb2-b0a4-82ede31d975a","page_id":"8d0c5b0e-11fc-4c8d-9ef3-0b71f3c0a4e2","ad_id":"5a6f3c12-9c1f-4a52-8b7e-7a40c1c2d3e4","ad_type":"banner78","event_type":"view","event_time":"1772442000000","ip_address":"1.2.3.4"}"#
        ),
    ]
}
