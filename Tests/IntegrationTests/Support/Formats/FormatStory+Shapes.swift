// SPDX-License-Identifier: Apache-2.0

import Events

/// Formats that are no vendor's: envelopes, query strings, logs, and what the settings describe.
extension FormatStory {
    /// Data as object and as text.
    ///
    /// A replay reads no headers, so there is no record in binary mode: EnvelopeTests has some.
    static let cloudEvents = FormatStory(
        format: .cloudevents,
        told: [
            (
                1,
                #"""
                {"specversion":"1.0","id":"1","source":"/web","type":"com.shop.page","time":"<rfc>","data":{"anonymous_id":"a-1","session_id":"s-1","url":"https://s.example/?utm_campaign=c","country":"IT"}}
                """#
            ),
            (
                3,
                #"""
                {"specversion":"1.0","id":"2","source":"/web","type":"com.shop.identified","time":"<rfc>","data":{"anonymous_id":"a-1","user_id":"u-1"}}
                """#
            ),
            (
                5,
                #"""
                {"specversion":"1.0","id":"3","source":"/web","type":"com.shop.order","time":"<rfc>","datacontenttype":"application/json","data":"{\"user_id\":17,\"session_id\":\"s-1\",\"order_id\":\"o-1\",\"revenue\":\"39.80\",\"currency\":\"EUR\"}"}
                """#
            ),
            (
                5,
                #"""
                {"specversion":"1.0","id":"3","source":"/shop","type":"com.shop.order","time":"<rfc>","data":{"user_id":"u-1","total":5,"currency":"EUR"}}
                """#
            ),
            (
                7,
                #"""
                {"specversion":"1.0","id":"4","source":"/survey","type":"com.shop.answer","time":"<rfc>","data":{"type":"survey_answered","user":"u-1","question":"nps","score":9,"scale":10}}
                """#
            ),
            (
                end,
                #"""
                {"specversion":"1.0","id":"9","source":"/web","type":"com.shop.page","time":"<rfc>","data":{"anonymous_id":"a-9"}}
                """#
            ),
        ],
        eventCount: 6,
        day: [
            "web.pageviews": 1, "mkt.orders": 2, "mkt.revenue": 44.8, "cx.answers": 1,
            "cx.nps": 100,
        ],
        finals: 225
    )

    /// Events of another format in the envelope.
    static let segmentInCloudEvents = FormatStory(
        format: .cloudevents,
        variant: "segment",
        input: ["data: segment"],
        told: [
            (
                1,
                #"""
                {"specversion":"1.0","id":"1","source":"/web","type":"com.shop.call","time":"<rfc+5>","data":{"type":"page","messageId":"m-1","timestamp":"<rfc>","anonymousId":"a-1","properties":{"url":"https://s.example/"}}}
                """#
            ),
            (
                3,
                #"""
                {"specversion":"1.0","id":"2","source":"/web","type":"com.shop.call","time":"<rfc>","data":{"type":"track","event":"Order Completed","userId":"u-1","properties":{"order_id":"o-1","revenue":39.8,"currency":"EUR"}}}
                """#
            ),
            (
                end,
                #"""
                {"specversion":"1.0","id":"9","source":"/web","type":"com.shop.page","time":"<rfc>","data":{"type":"page","anonymousId":"a-9"}}
                """#
            ),
        ],
        eventCount: 3,
        day: [
            "web.pageviews": 1, "mkt.orders": 1, "mkt.revenue": 39.8,
        ],
        finals: 202
    )

    /// Times by four names, activities of Adjust, a line again.
    static let form = FormatStory(
        format: .form,
        told: [
            (1, "type=page_view&timestamp=<s>&anonymous=a-1&url=https%3A%2F%2Fs.example%2F&x=%zz"),
            (
                3,
                "type=order&time=<query>&user=u+1&order=o-1&value=39.80&currency=EUR&campaign=c"
            ),
            (
                3,
                "type=order&time=<query>&user=u+1&order=o-1&value=39.80&currency=EUR&campaign=c"
            ),
            (5, "activity_kind=install&created_at=<s>&adid=d-1&os_name=android"),
            (6, "activity_kind=in_app_purchase&time_ms=<ms>&adid=d-1&revenue=500&currency=EUR"),
            (end, "type=page_view&time_ms=<ms>&anonymous=a-9"),
        ],
        eventCount: 6,
        duplicateCount: 1,
        day: [
            "web.pageviews": 1, "mkt.orders": 2, "mkt.revenue": 44.8, "app.installs": 1,
            "app.active_users": 1,
        ],
        finals: 270
    )

    /// Both forms, with what is no page, a program's visit, and one line twice.
    static let accessLog = FormatStory(
        format: .accessLog,
        told: [
            (
                1,
                #"203.0.113.7 - - [<log>] "GET /a?utm_campaign=c HTTP/1.1" 200 512 "https://t.co/x" "Mozilla/5.0 (X11)""#
            ),
            (
                1,
                #"203.0.113.7 - - [<log+1>] "GET /a.css HTTP/1.1" 200 99 "https://s.example/a" "Mozilla/5.0 (X11)""#
            ),
            (
                3,
                #"203.0.113.7 - ann [<log>] "GET /b HTTP/1.1" 304 - "https://s.example/a" "Mozilla/5.0 (X11)""#
            ),
            (4, #"203.0.113.8 - - [<log>] "GET /a HTTP/1.1" 200 512"#),
            (4, #"203.0.113.8 - - [<log>] "GET /a HTTP/1.1" 200 512"#),
            (5, #"203.0.113.9 - - [<log>] "GET /a HTTP/1.1" 200 512 "-" "curl/8.5.0""#),
            (6, #"203.0.113.8 - - [<log>] "GET /none HTTP/1.1" 404 5"#),
            (end, #"203.0.113.9 - - [<log>] "POST / HTTP/1.1" 200 5"#),
        ],
        eventCount: 8,
        duplicateCount: 1,
        filteredCount: 4,
        day: [
            "web.visits": 2, "web.visitors": 3, "web.pageviews": 3, "social.traffic_share": 0.5,
        ],
        finals: 209
    )

    /// Paths of which the first counts, constants, words that mean something.
    static let mapped = FormatStory(
        format: .mapped,
        input: [
            "fields: {type: kind, time: at, id_parts: [at, user.id, ad], user: [user.id, uid], "
                + "message: mail, object: ad, value: price}",
            "time_unit: ms", "constants: {country: IT, currency: EUR}",
            "types: {view: page_view, buy: order, sent: message_sent, pixel: message_opened/machine}",
        ],
        told: [
            (1, #"{"kind":"view","at":<ms>,"user":{"id":1807},"ad":"https://s.example/"}"#),
            (2, #"{"kind":"buy","at":"<ms>","uid":"1807","ad":"o-1","price":"39.00"}"#),
            (4, #"{"kind":"sent","at":<ms>,"uid":"1808","mail":"m-1"}"#),
            (5, #"{"kind":"pixel","at":<ms>,"uid":"1808","mail":"m-1"}"#),
            (6, #"{"kind":"message_opened","at":<ms>,"uid":"1808","mail":"m-1"}"#),
            (6, #"{"kind":"message_opened","at":<ms>,"uid":"1808","mail":"m-1","x":[1]}"#),
            (end, #"{"kind":"view","at":<ms>,"uid":"9"}"#),
        ],
        eventCount: 7,
        duplicateCount: 1,
        day: [
            "web.visits": 1, "web.pageviews": 1, "mkt.orders": 1, "mkt.revenue": 39,
            "email.machine_open_share": 0.5, "email.delivery_rate": 0,
        ],
        finals: 205
    )

    /// Query strings with names of one's own.
    static let mappedQuery = FormatStory(
        format: .mapped,
        variant: "query",
        input: [
            "layout: query", "time_unit: s", "constants: {channel: app}",
            "fields: {type: kind, time: at, device: adid, value: rev, currency: cur}",
            "types: {in_app_purchase: order, session: app_open}",
        ],
        told: [
            (1, "kind=session&at=<s>.5&adid=d-1"),
            (3, "kind=in_app_purchase&at=<s>&adid=d-1&rev=39.80&cur=EUR"),
            (4, "kind=install&at=<s>&adid=d-2&adid=d-3"),
            (end, "kind=session&at=<s>&adid=d-9"),
        ],
        eventCount: 4,
        day: [
            "app.installs": 1, "app.active_users": 1, "mkt.orders": 1, "mkt.revenue": 39.8,
        ],
        finals: 81
    )
}
