// SPDX-License-Identifier: Apache-2.0

/// Mailgun's events, bare or in the `event-data` of a webhook.
///
/// Times are seconds with decimal places; ids are unique within a day. A temporary failure is tried
/// again, so the message is deferred. What was suppressed was never tried.
enum Mailgun {
    static let format = VendorFormat(
        fields(in: "event-data.") + fields(in: ""),
        events: EventNames([
            (EventMeaning(.messageSent), ["accepted"]),
            (EventMeaning(.messageDelivered), ["delivered"]),
            (EventMeaning(.messageBounced, .hard), ["failed"]),
            (EventMeaning(.messageDropped), ["rejected"]),
            (EventMeaning(.messageOpened), ["opened"]),
            (EventMeaning(.messageClicked), ["clicked"]),
            (EventMeaning(.unsubscribed), ["unsubscribed"]),
            (EventMeaning(.complained), ["complained"]),
        ]),
        bounces: EventNames([
            (EventMeaning(.messageDeferred), ["temporary"]),
            (
                EventMeaning(.messageDropped),
                ["suppress-bounce", "suppress-complaint", "suppress-unsubscribe"]
            ),
        ])
    )

    private static func fields(in path: String) -> [VendorField] {
        [
            VendorField(path + "event", .string, .type),
            VendorField(path + "timestamp", [.number, .string], .time, unit: .seconds),
            VendorField(path + "id", .string, .dailyID),
            VendorField(path + "recipient", .string, .recipient),
            VendorField(path + "message.headers.message-id", .string, .message),
            VendorField(path + "reason", .string, .bounce),
            VendorField(path + "severity", .string, .bounce),
            VendorField(path + "url", .string, .link),
            VendorField(path + "client-info.bot", .string, .bot),
            VendorField(path + "client-info.client-os", .string, .platform),
            VendorField(path + "client-info.client-name", .string, .browser),
            VendorField(path + "geolocation.country", .string, .country),
            VendorField(path + "mailing-list.address", .string, .list),
            .free(path + "user-variables.campaign", [.string, .number], .campaign),
            .free(path + "user-variables.campaign_id", [.string, .number], .campaign),
            .free(path + "tags", [.string, .list], .campaign),
            .free(path + "user-variables.user_id", [.string, .number], .user),
        ]
    }
}
