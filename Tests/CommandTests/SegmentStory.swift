// SPDX-License-Identifier: Apache-2.0

/// Three visitors as Segment's client libraries tell of them: two visits of one page, one visit
/// with an order and a return an hour later, an installation, and a mail that is opened and clicked.
enum SegmentStory {
    static let day = "2026-05-04T00:00:00Z"

    static let lines = [
        page("v-1", "09:00", "https://shop.test/?utm_source=letter&utm_campaign=may"),
        page("v-2", "09:01", "https://shop.test/"),
        page("v-2", "09:03", "https://shop.test/p/7"),
        event("identify", nil, "09:04", id("v-2", "u-2"), #""traits":{"plan":"gold"}"#),
        track("Product Added", "09:05", id("v-2", "u-2"), #""product_id":"7","price":19.9"#),
        track("Order Completed", "09:08", id("v-2", "u-2"), #""order_id":"o-7","revenue":39.8"#),
        track("Application Installed", "09:10", id("v-3"), #""version":"1.0""#),
        track("Application Opened", "09:11", id("v-3"), #""version":"1.0""#),
        event("screen", "Catalog", "09:12", id("v-3"), #""properties":{}"#),
        event("screen", "Basket", "09:13", id("v-3"), #""properties":{}"#),
        track("Email Delivered", "09:30", id("v-3", "u-3"), #""email_id":"e-1""#),
        track("Email Opened", "09:31", id("v-3", "u-3"), #""email_id":"e-1""#),
        track("Email Link Clicked", "09:32", id("v-3", "u-3"), #""email_id":"e-1""#),
        page("v-2", "10:15", "https://shop.test/account", user: "u-2"),
    ]

    private static func id(_ anonymous: String, _ user: String? = nil) -> String {
        #""anonymousId":"\#(anonymous)""# + (user.map { #","userId":"\#($0)""# } ?? "")
    }

    private static func page(
        _ visitor: String,
        _ time: String,
        _ url: String,
        user: String? = nil
    ) -> String {
        event("page", "Page", time, id(visitor, user), #""properties":{"url":"\#(url)"}"#)
    }

    private static func track(
        _ name: String,
        _ time: String,
        _ ids: String,
        _ properties: String
    ) -> String {
        let time = #""timestamp":"2026-05-04T\#(time):00.000Z""#
        return
            #"{\#(time),"type":"track","event":"\#(name)",\#(ids),"properties":{\#(properties)}}"#
    }

    private static func event(
        _ type: String,
        _ name: String?,
        _ time: String,
        _ ids: String,
        _ rest: String
    ) -> String {
        let name = name.map { #""name":"\#($0)","# } ?? ""
        return
            #"{"timestamp":"2026-05-04T\#(time):00.000Z","type":"\#(type)",\#(name)\#(ids),\#(rest)}"#
    }
}
