// SPDX-License-Identifier: Apache-2.0

/// PostHog's events, as its libraries capture them and as they are stored, where `properties` is a
/// text of JSON and the time has no zone.
///
/// `distinct_id` is first the device's and later the user's; `$identify` and `$create_alias` tell
/// that two are one. Events of servers have no device; then the id stands for both.
enum PostHog {
    static let format = VendorFormat(
        envelope + identities + properties,
        events: EventNames([
            (EventMeaning(.pageView), ["$pageview"]),
            (EventMeaning(.engagement), ["$pageleave"]),
            (EventMeaning(.interaction), ["$autocapture"]),
            (EventMeaning(.screenView), ["$screen"]),
            (EventMeaning(.alias), ["$identify", "$create_alias"]),
            (EventMeaning(.surveyInvited), ["survey shown"]),
            (EventMeaning(.surveyAnswered), ["survey sent"]),
        ]),
        identity: .distinct,
        knowsCommonNames: true
    )

    private static let envelope = [
        VendorField("event", .string, .type),
        VendorField("timestamp", .string, .time, unit: .textUTC),
        VendorField("uuid", .string, .id),
        VendorField("distinct_id", [.string, .number], .distinct),
        VendorField("properties", [.object, .string]),
        .free("batch", .events),
    ]

    private static let identities =
        VendorField.free(
            in: "properties",
            [.string, .number],
            [
                ("distinct_id", .distinct), ("$anon_distinct_id", .joined), ("alias", .joined),
                ("$device_id", .anonymous), ("$session_id", .session),
                ("email_id", .message), ("message_id", .message),
                ("$survey_submission_id", .response),
            ]
        )

    private static let properties =
        VendorField.free(
            in: "properties",
            .string,
            [
                ("$current_url", .page), ("$pathname", .page), ("$screen_name", .screen),
                ("order_id", .order), ("product_id", .product), ("link_url", .link),
                ("$referrer", .referrer), ("$referring_domain", .referrer),
                ("utm_campaign", .campaign), ("campaign_id", .campaign),
                ("campaign_name", .campaign), ("utm_medium", .medium), ("utm_source", .origin),
                ("utm_content", .content), ("$geoip_country_code", .country), ("$os", .platform),
                ("$device_type", .platform), ("$browser", .browser), ("$lib", .app),
                ("currency", .currency), ("list_id", .list),
            ]
        )
        + [.free("properties.$survey_id", .string, .question, .survey)]
        + VendorField.free(
            in: "properties",
            [.string, .number],
            [
                ("revenue", .revenue), ("total", .revenue), ("value", .value),
                ("$prev_pageview_duration", .engagedSeconds), ("$survey_response", .score),
            ]
        )
}
