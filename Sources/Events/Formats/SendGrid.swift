// SPDX-License-Identifier: Apache-2.0

/// SendGrid's event webhook: an array of events, or one of them.
///
/// Times are whole seconds. The message's id carries the way it took behind `.filter` or `.recvd`,
/// which differs between events of one message.
enum SendGrid {
    static let format = VendorFormat(
        [
            VendorField("event", .string, .type),
            VendorField("timestamp", [.integer, .string], .time, unit: .seconds),
            VendorField("sg_event_id", .string, .id),
            VendorField("sg_message_id", .string, .message),
            VendorField("smtp-id", .string, .message),
            VendorField("email", .string, .recipient),
            VendorField("type", .string, .bounce),
            VendorField("sg_machine_open", [.bool, .string], .machine),
            VendorField("url", .string, .link),
            VendorField("asm_group_id", [.integer, .string], .list),
            VendorField("marketing_campaign_name", .string, .campaign),
            VendorField("singlesend_name", .string, .campaign),
            VendorField("marketing_campaign_id", [.integer, .string], .campaign),
            VendorField("singlesend_id", [.integer, .string], .campaign),
            .free("campaign_id", [.integer, .string], .campaign),
            .free("category", [.string, .list], .campaign),
            .free("user_id", [.integer, .string], .user),
            .free("userId", [.integer, .string], .user),
        ],
        events: EventNames([
            (EventMeaning(.messageSent), ["processed"]),
            (EventMeaning(.messageDeferred), ["deferred"]),
            (EventMeaning(.messageDelivered), ["delivered"]),
            (EventMeaning(.messageBounced, .hard), ["bounce"]),
            (EventMeaning(.messageDropped), ["dropped"]),
            (EventMeaning(.messageOpened), ["open"]),
            (EventMeaning(.messageClicked), ["click"]),
            (EventMeaning(.complained), ["spamreport"]),
            (EventMeaning(.unsubscribed), ["unsubscribe", "group_unsubscribe"]),
            (EventMeaning(.resubscribed), ["group_resubscribe"]),
        ]),
        bounces: EventNames([(EventMeaning(.messageBounced, .soft), ["blocked"])]),
        messageEnds: [".filter", ".recvd"]
    )
}
