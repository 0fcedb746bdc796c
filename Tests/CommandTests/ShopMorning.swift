// SPDX-License-Identifier: Apache-2.0

/// A morning small enough to be counted by hand.
///
/// a-1 opens one page and leaves. a-2 opens two, orders, and comes back over an hour later for one
/// page. Of four mails one bounces, two are opened, one of these is clicked.
enum ShopMorning {
    static let day = "2026-03-02T00:00:00Z"
    static let nine = "2026-03-02T09:00:00Z"
    static let ten = "2026-03-02T10:00:00Z"

    static let lines = [
        page("a-1", "09:00:00", "IT"),
        page("a-2", "09:01:00", "DE"),
        page("a-2", "09:03:00", "DE"),
        event(
            "order",
            "09:08:00",
            #""anonymous":"a-2","object":"o-1","value":39.8,"currency":"EUR""#
        ),
        mail("message_sent", 3, "09:29:00"),
        mail("message_delivered", 1, "09:30:00"),
        mail("message_delivered", 2, "09:30:00"),
        mail("message_bounced", 3, "09:30:10"),
        mail("message_opened", 1, "09:31:00"),
        mail("message_clicked", 1, "09:32:00"),
        mail("message_opened", 2, "09:40:00"),
        mail("message_opened", 2, "09:41:00"),
        mail("message_delivered", 4, "09:45:00"),
        page("a-2", "10:15:00", "DE"),
    ]

    /// Nine days later: every window of the morning has closed.
    static let jump = #"{"type":"page_view","time":"2026-03-11T12:00:00Z"}"#

    static func page(_ visitor: String, _ time: String, _ country: String) -> String {
        event("page_view", time, #""anonymous":"\#(visitor)","country":"\#(country)""#)
    }

    static func mail(_ type: String, _ number: Int, _ time: String) -> String {
        event(
            type,
            time,
            #""message":"m-\#(number)","recipient":"r-\#(number)","campaign":"spring""#
        )
    }

    static func event(_ type: String, _ time: String, _ fields: String) -> String {
        #"{"type":"\#(type)","time":"2026-03-02T\#(time)Z",\#(fields)}"#
    }
}
