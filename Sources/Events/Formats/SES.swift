// SPDX-License-Identifier: Apache-2.0

/// Amazon SES event publishing, and its notifications of bounces, complaints and deliveries.
///
/// The time stands in the object that has the event's name, the time of sending in `mail`. There
/// is no event id: the message, the kind of event, its time and its link make one up. A message
/// to several recipients counts as one, since opens and clicks do not tell whose they are.
enum SES {
    static let format = VendorFormat(
        ["", "Message.", "detail."].flatMap(fields)
            + ["Message", "detail"].map { VendorField($0, [.object, .string]) },
        events: EventNames([
            (EventMeaning(.messageSent), ["Send"]),
            (EventMeaning(.messageDelivered), ["Delivery"]),
            (EventMeaning(.messageDeferred), ["DeliveryDelay"]),
            (EventMeaning(.messageBounced, .soft), ["Bounce"]),
            (EventMeaning(.messageDropped), ["Reject", "Rendering Failure"]),
            (EventMeaning(.messageOpened), ["Open"]),
            (EventMeaning(.messageClicked), ["Click"]),
            (EventMeaning(.complained), ["Complaint"]),
        ]),
        bounces: EventNames([(EventMeaning(.messageBounced, .hard), ["Permanent"])])
    )

    /// Bare, in the envelope of SNS, where they are a text, and in that of EventBridge.
    private static func fields(in path: String) -> [VendorField] {
        [
            VendorField(path + "eventType", .string, .type, .idPart),
            VendorField(path + "notificationType", .string, .type, .idPart),
        ]
            + ["click", "open", "bounce", "complaint", "delivery", "deliveryDelay", "mail"].map {
                VendorField("\(path)\($0).timestamp", .string, .time, .idPart)
            } + [
                VendorField(path + "mail.messageId", .string, .message, .idPart),
                VendorField(path + "click.link", .string, .link, .idPart),
                VendorField(path + "bounce.bounceType", .string, .bounce),
                .free(path + "mail.tags.campaign", [.string, .list], .campaign),
                .free(path + "mail.tags.campaign_id", [.string, .list], .campaign),
                .free(path + "mail.tags.list", [.string, .list], .list),
                .free(path + "mail.tags.user_id", [.string, .list], .user),
            ]
    }
}
