// SPDX-License-Identifier: Apache-2.0

/// One story in the shape in which Segment's client libraries send it.
///
/// anon-1 opens one page of campaign `spring` and leaves. anon-2 opens two pages, signs in as
/// u-2, adds a product, orders, unsubscribes from a mail and comes back an hour later. anon-3
/// installs the app, opens it, sees two screens and signs in as u-3, to whom a mail is delivered.
enum SegmentFixture {
    static let lines: [String] = [
        page(
            "09:00",
            #""anonymousId":"anon-1""#,
            "Home",
            "https://shop.example/?utm_source=newsletter&utm_medium=email&utm_campaign=spring",
            "https://mail.example/"
        ),
        page(
            "09:01",
            #""anonymousId":"anon-2""#,
            "Home",
            "https://shop.example/",
            "https://www.search.example/"
        ),
        page(
            "09:03",
            #""anonymousId":"anon-2""#,
            "Product",
            "https://shop.example/p/42",
            "https://shop.example/"
        ),
        identify("09:04", "u-2", "anon-2", #"{"email":"two@shop.example","plan":"gold"}"#),
        track(
            "09:05",
            "Product Added",
            both("u-2", "anon-2"),
            #"{"product_id":"42","price":19.9,"quantity":2,"currency":"EUR"}"#
        ),
        track(
            "09:08",
            "Order Completed",
            both("u-2", "anon-2"),
            #"{"order_id":"o-1","revenue":39.8,"total":45,"currency":"EUR","products":[{"price":19.9}]}"#
        ),
        track(
            "09:10",
            "Application Installed",
            #""anonymousId":"anon-3""#,
            #"{"version":"1.0","build":7}"#
        ),
        track(
            "09:11",
            "Application Opened",
            #""anonymousId":"anon-3""#,
            #"{"from_background":false,"version":"1.0"}"#
        ),
        screen("09:12", "Catalog"), screen("09:13", "Basket"),
        identify("09:14", "u-3", "anon-3", #"{"email":"three@shop.example"}"#),
        track("09:30", "Email Delivered", both("u-3", "anon-3"), mail),
        track("09:31", "Email Opened", both("u-3", "anon-3"), mail),
        track(
            "09:32",
            "Email Link Clicked",
            both("u-3", "anon-3"),
            #"{"email_id":"e-9","campaign_id":"c-1","link_url":"https://shop.example/p/42?t=1"}"#
        ),
        track(
            "09:40",
            "Unsubscribed",
            both("u-2", "anon-2"),
            #"{"email_id":"e-9","campaign_id":"c-1"}"#
        ),
        page("10:15", both("u-2", "anon-2"), "Account", "https://shop.example/account", ""),
    ]

    static let mail =
        #"{"email_id":"e-9","email_subject":"Sale","campaign_id":"c-1","campaign_name":"spring"}"#

    static func both(_ user: String, _ anonymous: String) -> String {
        #""userId":"\#(user)","anonymousId":"\#(anonymous)""#
    }

    static func track(
        _ time: String,
        _ event: String,
        _ person: String,
        _ properties: String
    ) -> String {
        call(time, #""event":"\#(event)","type":"track","properties":\#(properties),\#(person)"#)
    }

    private static func page(
        _ time: String,
        _ person: String,
        _ name: String,
        _ url: String,
        _ referrer: String
    ) -> String {
        let properties =
            #"{"url":"\#(url)","path":"/","referrer":"\#(referrer)","title":"\#(name)"}"#
        return call(
            time,
            #""type":"page","properties":\#(properties),"name":"\#(name)",\#(person)"#
        )
    }

    private static func screen(_ time: String, _ name: String) -> String {
        call(
            time,
            #""type":"screen","properties":{},"name":"\#(name)","anonymousId":"anon-3""#
        )
    }

    private static func identify(
        _ time: String,
        _ user: String,
        _ anonymous: String,
        _ traits: String
    ) -> String {
        call(time, #""type":"identify","traits":\#(traits),\#(both(user, anonymous))"#)
    }

    private static func call(_ time: String, _ fields: String) -> String {
        #"{"timestamp":"2026-03-02T\#(time):00.000Z","integrations":{},\#(fields),"#
            + #""context":{"userAgent":"X","locale":"it-IT","ip":"203.0.113.7","#
            + #""library":{"name":"analytics","version":"3.1.0"}},"#
            + #""messageId":"message-\#(time)","_metadata":{"nodeVersion":"v20"}}"#
    }
}
