// SPDX-License-Identifier: Apache-2.0

/// Amazon SES event publishing, and its notifications of bounces, complaints and deliveries.
///
/// The time stands in the object that has the event's name, the time of sending in `mail`. There
/// is no event id: the message, the kind of event, its time and its link make one up. A message
/// to several recipients counts as one, since opens and clicks do not tell whose they are.
enum SES {
    static let format = VendorFormat(
        [
            VendorField("eventType", .string, .type, .idPart),
            VendorField("notificationType", .string, .type, .idPart),
        ] + times + [
            VendorField("mail.messageId", .string, .message, .idPart),
            VendorField("click.link", .string, .link, .idPart),
            VendorField("bounce.bounceType", .string, .bounce),
            .free("mail.tags.campaign", [.string, .list], .campaign),
            .free("mail.tags.campaign_id", [.string, .list], .campaign),
            .free("mail.tags.list", [.string, .list], .list),
            .free("mail.tags.user_id", [.string, .list], .user),
        ],
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

    private static let times =
        ["click", "open", "bounce", "complaint", "delivery", "deliveryDelay", "mail"].map {
            VendorField("\($0).timestamp", .string, .time, .idPart)
        }
}
