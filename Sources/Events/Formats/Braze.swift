// SPDX-License-Identifier: Apache-2.0

/// Braze Currents, in the shape of its HTTP connector and in that of its files.
///
/// The connector has objects `user` and `properties`; in files all keys stand side by side. Times
/// are seconds.
enum Braze {
    static let format = VendorFormat(
        envelope + properties(in: "properties.") + properties(in: ""),
        events: EventNames(email + others + behaviors),
        knowsCommonNames: true,
        hasWebSessions: true
    )

    private static let envelope = [
        VendorField("event_type", .string, .type),
        VendorField("time", [.integer, .string], .time, unit: .seconds),
        VendorField("id", .string, .id),
        VendorField("user.external_user_id", .string, .user),
        VendorField("external_user_id", .string, .user),
        VendorField("user.user_id", .string, .anonymous),
        VendorField("user_id", .string, .anonymous),
        VendorField("user.device_id", .string, .device),
        VendorField("device_id", .string, .device),
        .free("events", .events),
    ]

    private static func properties(in path: String) -> [VendorField] {
        [
            VendorField(path + "dispatch_id", .string, .message),
            VendorField(path + "send_id", .string, .message),
            VendorField(path + "campaign_name", .string, .campaign),
            VendorField(path + "canvas_name", .string, .campaign),
            VendorField(path + "campaign_id", .string, .campaign),
            VendorField(path + "canvas_id", .string, .campaign),
            VendorField(path + "message_variation_id", .string, .content),
            VendorField(path + "url", .string, .link),
            VendorField(path + "machine_open", [.bool, .string], .machine),
            VendorField(path + "is_suspected_bot_click", [.bool, .string], .machine),
            VendorField(path + "platform", .string, .app, .platform),
            VendorField(path + "country", .string, .country),
            VendorField(path + "product_id", .string, .order),
            VendorField(path + "price", [.number, .string], .revenue),
            VendorField(path + "currency", .string, .currency),
            VendorField(path + "name", .string, .name),
        ]
    }

    private static let email: [(EventMeaning, [String])] = [
        (EventMeaning(.messageSent), ["users.messages.email.Send"]),
        (EventMeaning(.messageDelivered), ["users.messages.email.Delivery"]),
        (EventMeaning(.messageOpened), ["users.messages.email.Open"]),
        (EventMeaning(.messageClicked), ["users.messages.email.Click"]),
        (EventMeaning(.messageBounced, .hard), ["users.messages.email.Bounce"]),
        (EventMeaning(.messageBounced, .soft), ["users.messages.email.SoftBounce"]),
        (EventMeaning(.messageDeferred), ["users.messages.email.Deferral"]),
        (EventMeaning(.messageDropped), ["users.messages.email.Abort"]),
        (EventMeaning(.complained), ["users.messages.email.MarkAsSpam"]),
        (EventMeaning(.unsubscribed), ["users.messages.email.Unsubscribe"]),
    ]

    private static let others: [(EventMeaning, [String])] = [
        (EventMeaning(.messageSent, .push), ["users.messages.pushnotification.Send"]),
        (EventMeaning(.messageClicked, .push), ["users.messages.pushnotification.Open"]),
        (EventMeaning(.messageBounced, .push), ["users.messages.pushnotification.Bounce"]),
        (EventMeaning(.messageDropped, .push), ["users.messages.pushnotification.Abort"]),
        (
            EventMeaning(.messageOpened, .inapp),
            ["users.messages.inappmessage.Impression", "users.messages.contentcard.Impression"]
        ),
        (
            EventMeaning(.messageClicked, .inapp),
            ["users.messages.inappmessage.Click", "users.messages.contentcard.Click"]
        ),
        (EventMeaning(.messageSent, .inapp), ["users.messages.contentcard.Send"]),
        (EventMeaning(.messageSent, .none, .sms), ["users.messages.sms.Send"]),
        (EventMeaning(.messageDelivered, .none, .sms), ["users.messages.sms.Delivery"]),
        (
            EventMeaning(.messageBounced, .hard, .sms),
            ["users.messages.sms.Rejection", "users.messages.sms.DeliveryFailure"]
        ),
        (EventMeaning(.messageClicked, .none, .sms), ["users.messages.sms.ShortLinkClick"]),
    ]

    private static let behaviors: [(EventMeaning, [String])] = [
        (EventMeaning(.order), ["users.behaviors.Purchase"]),
        (EventMeaning(.appOpen), ["users.behaviors.app.SessionStart"]),
        (EventMeaning(.install), ["users.behaviors.app.FirstSession"]),
        (EventMeaning(.uninstall), ["users.behaviors.Uninstall"]),
        (
            EventMeaning(.conversion),
            ["users.campaigns.Conversion", "users.canvas.Conversion"]
        ),
    ]
}
