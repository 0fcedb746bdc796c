// SPDX-License-Identifier: Apache-2.0

/// CloudEvents 1.0: an envelope, of JSON or of headers, around `data`.
///
/// An event is known by its source and id together. What it means stands in the last word of its
/// type (`com.shop.page`), or in the `type` that a native event in `data` has; the rest is in
/// `data`, by the names of the native event and those that trackers commonly use.
enum CloudEvents {
    static let format = VendorFormat(
        envelope + identities + properties,
        events: EventNames([
            (EventMeaning(.pageView), ["page", "pageview", "page-view", "pageViewed"]),
            (EventMeaning(.screenView), ["screen", "screenview", "screen-view", "screenViewed"]),
            (EventMeaning(.alias), ["identify", "identified"]),
        ]),
        bounces: EventNames([
            (EventMeaning(.messageBounced, .hard), ["hard"]),
            (EventMeaning(.messageBounced, .soft), ["soft"]),
        ]),
        hasLongNames: true,
        knowsNativeNames: true,
        knowsCommonNames: true
    )

    private static let envelope = [
        VendorField("type", .string, .type),
        VendorField("time", .string, .time),
        VendorField("source", .string, .idPart),
        VendorField("id", .string, .idPart, .id),
        VendorField("data", [.object, .string]),
        .free("data.screen", .string, .screen),
        .free("data.name", .string, .name, .screen),
    ]

    private static let identities =
        VendorField.free(
            in: "data",
            [.string, .number],
            [
                ("type", .type), ("event", .name),
                ("user", .user), ("user_id", .user), ("userId", .user),
                ("anonymous", .anonymous), ("anonymous_id", .anonymous),
                ("anonymousId", .anonymous), ("device", .device), ("device_id", .device),
                ("session", .session), ("session_id", .session),
                ("message", .message), ("message_id", .message), ("email_id", .message),
                ("recipient", .recipient), ("response", .response), ("thread", .thread),
            ]
        )

    private static let properties =
        VendorField.free(
            in: "data",
            [.string, .number],
            [
                ("object", .object), ("url", .page), ("page_url", .page), ("path", .page),
                ("order_id", .order), ("product_id", .product),
                ("link_url", .link), ("referrer", .referrer), ("campaign", .campaign),
                ("campaign_id", .campaign), ("campaign_name", .campaign), ("medium", .medium),
                ("content", .content), ("currency", .currency), ("country", .country),
                ("platform", .platform), ("browser", .browser), ("segment", .segment),
                ("persona", .persona), ("list", .list), ("list_id", .list),
                ("question", .question), ("label", .label), ("stage", .stage),
                ("subtype", .bounce),
            ]
        )
        + VendorField.free(
            in: "data",
            [.string, .number],
            [
                ("revenue", .revenue), ("value", .value), ("total", .revenue), ("score", .score),
                ("scale", .scale),
            ]
        ) + [.free("data.human", .bool, .human)]
}
