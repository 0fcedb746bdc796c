// SPDX-License-Identifier: Apache-2.0

/// Webhooks of Meta for pages of Facebook, accounts of Instagram and Messenger.
///
/// A notification holds entries, an entry changes or messages; each is an event. Where a change does
/// not say when it happened, the time stands in at which Meta sent the notification.
enum Meta {
    static let format = VendorFormat(
        changes(in: "entry.changes.") + changes(in: "entry.") + messages + envelope,
        events: EventNames([
            (
                EventMeaning(.other),
                ["remove", "edited", "edit", "hide", "unhide", "delete", "block", "unblock"]
            ),
            (EventMeaning(.comment), ["comment", "comments", "live_comments"]),
            (EventMeaning(.reaction), ["reaction", "like"]),
            (EventMeaning(.share), ["share"]),
            (EventMeaning(.mention), ["mention", "mentions"]),
            (EventMeaning(.directMessage), ["messages"]),
            (EventMeaning(.review), ["rating", "ratings"]),
            (EventMeaning(.lead), ["leadgen"]),
            (EventMeaning(.totals), ["story_insights"]),
        ]),
        signs: [
            ("entry.messaging.message.is_deleted", "deleted", EventMeaning(.other, .none, .social)),
            ("entry.messaging.message.mid", "message", EventMeaning(.directMessage)),
            ("entry.messaging.timestamp", "messaging", EventMeaning(.other, .none, .social)),
        ]
    )

    /// The verb comes first: what is taken back or changed does not count again.
    private static func changes(in path: String) -> [VendorField] {
        [
            .free(path + "value.verb", .string, .type, .idScope),
            .free(path + "value.item", .string, .type, .name, .idScope),
            VendorField(path + "field", .string, .type, .name, .idScope),
            VendorField(
                path + "value.created_time",
                [.integer, .string],
                .time,
                .idScope,
                unit: .seconds
            ),
            .free(path + "value.id", [.string, .number], .idPart),
            .free(path + "value.comment_id", .string, .idPart),
            .free(path + "value.reaction_type", .string, .label, .idScope),
            .free(path + "value.leadgen_id", [.string, .number], .idPart),
            .free(path + "value.media.id", .string, .object),
            .free(path + "value.media_id", .string, .object, .idScope),
            .free(path + "value.post_id", .string, .object, .idScope),
            .free(path + "value.form_id", [.string, .number], .object),
            .free(path + "value.ad_id", [.string, .number], .content),
            .free(path + "value.from.id", [.string, .number], .user, .idPart),
            .free(path + "value.reviewer_id", [.string, .number], .user, .idPart),
            .free(path + "value.sender_id", [.string, .number], .user, .idPart),
            .free(path + "value.sender.id", [.string, .number], .user, .idPart),
            .free(path + "value.message.mid", .string, .idPart),
            .free(path + "value.rating", .number, .score),
            .free(path + "value.impressions", .number, .impressions),
            .free(path + "value.reach", .number, .reach),
            .free(path + "value.replies", .number, .comments),
        ]
    }

    /// What is deleted comes before a message, and that before its time, which all else in `messaging`
    /// has, too.
    private static let messages: [VendorField] = [
        .free("entry.messaging.message.mid", .string, .idPart),
        .free("entry.messaging.sender.id", [.string, .number], .user),
        VendorField("entry.messaging.timestamp", .integer, .time, .idPart, unit: .milliseconds),
        .free("entry.messaging.message.is_deleted", .bool),
        .free("entry.messaging.message.is_echo", .bool, .own),
        .free("entry.messaging", .events),
    ]

    private static let envelope = [
        .free("entry", .events),
        .free("entry.changes", .events),
        .free("object", .string, .platform),
        VendorField("entry.id", [.string, .number], .list, .idScope),
        VendorField("entry.time", .integer, .time, unit: .seconds),
    ]
}
