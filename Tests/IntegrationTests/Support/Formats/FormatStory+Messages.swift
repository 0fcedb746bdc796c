// SPDX-License-Identifier: Apache-2.0

import Events

/// Formats of what sends mail and other messages.
extension FormatStory {
    /// What the webhook posts, one event bare; a machine's open, and a click that is sent again.
    static let sendGrid = FormatStory(
        format: .sendgrid,
        told: [
            (
                1,
                #"""
                [{"email":"a@s.example","timestamp":<s>,"event":"processed","sg_event_id":"e-1","sg_message_id":"m-1.filter1","category":["news","x"]},{"email":"b@s.example","timestamp":<s>,"event":"processed","sg_event_id":"e-2","sg_message_id":"m-2.recvd-1","category":"news"},{"email":"a@s.example","timestamp":<s+20>,"event":"delivered","sg_event_id":"e-3","sg_message_id":"m-1.filter1.2"}]
                """#
            ),
            (
                3,
                #"""
                [{"email":"a@s.example","timestamp":<s>,"event":"open","sg_event_id":"e-4","sg_message_id":"m-1.filter1","sg_machine_open":true},{"email":"a@s.example","timestamp":<s+90>,"event":"open","sg_event_id":"e-5","sg_message_id":"m-1.filter1","sg_machine_open":false}]
                """#
            ),
            (
                5,
                #"""
                {"email":"a@s.example","timestamp":"<s>","event":"click","sg_event_id":"e-6","sg_message_id":"m-1.filter1","url":"https://s.example/p","user_id":17}
                """#
            ),
            (
                5,
                #"""
                {"email":"a@s.example","timestamp":"<s>","event":"click","sg_event_id":"e-6","sg_message_id":"m-1.filter1","url":"https://s.example/p","user_id":17}
                """#
            ),
            (
                6,
                #"""
                {"email":"b@s.example","timestamp":<s>,"event":"bounce","type":"blocked","sg_event_id":"e-7","sg_message_id":"m-2.recvd-2"}
                """#
            ),
            (
                8,
                #"""
                {"email":"a@s.example","timestamp":<s>,"event":"group_unsubscribe","sg_event_id":"e-8","sg_message_id":"m-1.filter1","asm_group_id":3}
                """#
            ),
            (
                end,
                #"""
                {"email":"z@s.example","timestamp":<s>,"event":"processed","sg_event_id":"e-9","sg_message_id":"m-9.filter1"}
                """#
            ),
        ],
        eventCount: 10,
        duplicateCount: 1,
        day: [
            "email.delivery_rate": 0.5, "email.soft_bounce_rate": 0.5,
            "email.machine_open_share": 0.5, "email.open_rate": 1, "email.ctr": 1,
            "email.unsubscribes": 1,
        ],
        finals: 74
    )

    /// Bare events and notifications, and the envelopes of SNS and EventBridge.
    static let ses = FormatStory(
        format: .ses,
        told: [
            (
                1,
                #"""
                {"eventType":"Send","mail":{"timestamp":"<rfc>","messageId":"m-1","destination":["a@s.example"],"tags":{"campaign":["spring"]}},"send":{}}
                """#
            ),
            (
                2,
                #"""
                {"notificationType":"Delivery","mail":{"timestamp":"<rfc>","messageId":"m-1"},"delivery":{"timestamp":"<rfc+30>"}}
                """#
            ),
            (
                4,
                #"""
                {"Type":"Notification","MessageId":"n-1","Message":"{\"eventType\":\"Open\",\"mail\":{\"timestamp\":\"<rfc>\",\"messageId\":\"m-1\",\"tags\":{\"campaign\":[\"spring\"]}},\"open\":{\"timestamp\":\"<rfc+15>\"}}"}
                """#
            ),
            (
                5,
                #"""
                {"version":"0","detail-type":"Email Clicked","time":"<rfc>","detail":{"eventType":"Click","mail":{"timestamp":"<rfc>","messageId":"m-1","tags":{"campaign":["spring"]}},"click":{"timestamp":"<rfc+20>","link":"https://s.example/p"}}}
                """#
            ),
            (
                7,
                #"""
                {"eventType":"Bounce","mail":{"timestamp":"<rfc>","messageId":"m-2"},"bounce":{"timestamp":"<rfc>","bounceType":"Permanent"}}
                """#
            ),
            (
                8,
                #"""
                {"eventType":"Complaint","mail":{"timestamp":"<rfc>","messageId":"m-1"},"complaint":{"timestamp":"<rfc+5>"}}
                """#
            ),
            (
                end,
                #"{"eventType":"Send","mail":{"timestamp":"<rfc>","messageId":"m-9"},"send":{}}"#
            ),
        ],
        eventCount: 7,
        day: [
            "email.delivery_rate": 1, "email.open_rate": 1, "email.ctr": 1,
            "email.bounce_rate_flow": 1, "email.complaints": 1,
        ],
        finals: 63
    )

    /// Bodies of webhooks and a bare event; a program's open, all kinds of failure.
    static let mailgun = FormatStory(
        format: .mailgun,
        told: [
            (1, hook("accepted", id: "i-1", message: "m-1", #""tags":["news"],"#)),
            (2, hook("delivered", id: "i-2", message: "m-1", #""tags":["news"],"#)),
            (3, hook("opened", id: "i-3", message: "m-1", #""client-info":{"bot":"apple"},"#)),
            (4, hook("opened", id: "i-4", message: "m-1", #""client-info":{"bot":null},"#)),
            (
                5,
                #"""
                {"event":"clicked","id":"i-5","timestamp":<s>.5,"recipient":"a@s.example","message":{"headers":{"message-id":"m-1"}},"url":"https://s.example/p","user-variables":{"campaign":"spring","user_id":17}}
                """#
            ),
            (6, hook("failed", id: "i-6", message: "m-2", #""severity":"temporary","#)),
            (7, hook("failed", id: "i-7", message: "m-2", #""severity":"permanent","#)),
            (8, hook("failed", id: "i-8", message: "m-3", #""reason":"suppress-bounce","#)),
            (end, hook("accepted", id: "i-1", message: "m-9", "")),
        ],
        eventCount: 9,
        day: [
            "email.delivery_rate": 1, "email.machine_open_share": 0.5, "email.open_rate": 1,
            "email.ctr": 1, "email.bounce_rate_flow": 1,
        ],
        finals: 71
    )

    private static func hook(
        _ event: String,
        id: String,
        message: String,
        _ more: String
    ) -> String {
        #"{"signature":{"timestamp":"<s>","token":"t"},"event-data":{"event":"\#(event)","id":"\#(id)",\#(more)"#
            + #""timestamp":<s>.6648676,"recipient":"a@s.example","#
            + #""message":{"headers":{"message-id":"\#(message)"}},"user-variables":[]}}"#
    }

    /// What the connector posts, and the shape of the files; a machine's open, a bought thing, a text.
    static let braze = FormatStory(
        format: .braze,
        told: [
            (
                1,
                #"""
                {"events":[{"event_type":"users.messages.email.Send","id":"i-1","time":<s>,"user":{"user_id":"b-1","external_user_id":"u-1"},"properties":{"campaign_id":"c-1","dispatch_id":"p-1"}},{"event_type":"users.messages.email.Delivery","id":"i-2","time":<s+20>,"user":{"user_id":"b-1","external_user_id":"u-1"},"properties":{"campaign_id":"c-1","dispatch_id":"p-1"}}]}
                """#
            ),
            (
                3,
                #"""
                {"event_type":"users.messages.email.Open","id":"i-3","time":<s>,"user":{"user_id":"b-1","external_user_id":"u-1"},"properties":{"campaign_id":"c-1","dispatch_id":"p-1","machine_open":"true"}}
                """#
            ),
            (
                4,
                #"""
                {"event_type":"users.messages.email.Click","id":"i-4","time":"<s>","user_id":"b-1","external_user_id":"u-1","campaign_id":"c-1","dispatch_id":"p-1","url":"https://s.example/p","is_suspected_bot_click":false}
                """#
            ),
            (
                6,
                #"""
                {"event_type":"users.behaviors.Purchase","id":"i-5","time":<s>,"user":{"user_id":"b-1","external_user_id":"u-1"},"properties":{"product_id":"t-1","price":"39.80","currency":"EUR"}}
                """#
            ),
            (
                8,
                #"""
                {"event_type":"users.messages.sms.Send","id":"i-6","time":<s>,"user":{"user_id":"b-2"},"properties":{"campaign_id":"c-2","dispatch_id":"p-2"}}
                """#
            ),
            (
                9,
                #"""
                {"event_type":"users.behaviors.app.FirstSession","id":"i-7","time":<s>,"user":{"user_id":"b-3","device_id":"d-3"},"properties":{"platform":"ios"}}
                """#
            ),
            (
                end,
                #"""
                {"event_type":"users.messages.email.Send","id":"i-9","time":<s>,"user":{"user_id":"b-9"},"properties":{"dispatch_id":"p-9"}}
                """#
            ),
        ],
        eventCount: 8,
        day: [
            "email.delivery_rate": 1, "email.machine_open_share": 1, "email.open_rate": 0,
            "email.ctr": 1, "mkt.orders": 1, "mkt.revenue": 39.8, "app.installs": 1,
        ],
        finals: 219
    )
}
