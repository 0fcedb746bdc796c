// SPDX-License-Identifier: Apache-2.0

/// Mixpanel's events, as tracked and as its raw export gives them, with times in seconds.
///
/// What is not known to be a user's has the device's id behind `$device:`.
enum Mixpanel {
    static let format = VendorFormat(
        envelope + identities + properties,
        events: EventNames([
            (EventMeaning(.pageView), ["$mp_web_page_view", "Page View", "Page Viewed"]),
            (EventMeaning(.interaction), ["$mp_click", "$mp_submit", "$mp_input_change"]),
            (EventMeaning(.sessionStart), ["$session_start"]),
            (EventMeaning(.install), ["$ae_first_open"]),
            (EventMeaning(.alias), ["$identify", "$create_alias", "$merge"]),
            (EventMeaning(.order), ["$ae_iap", "Purchase"]),
            (EventMeaning(.conversion), ["Sign Up", "Signed up"]),
        ]),
        identity: .distinct,
        knowsCommonNames: true
    )

    private static let envelope = [
        VendorField("event", .string, .type),
        VendorField("properties.time", [.number, .string], .time, unit: .seconds),
        VendorField("properties.$insert_id", .string, .id),
        VendorField("properties", .object),
    ]

    private static let identities =
        VendorField.free(
            in: "properties",
            [.string, .number],
            [
                ("$identified_id", .distinct), ("$user_id", .distinct),
                ("distinct_id", .distinct), ("$anon_id", .joined), ("alias", .joined),
                ("$device_id", .anonymous), ("$session_id", .session), ("email_id", .message),
                ("message_id", .message),
            ]
        )

    private static let properties =
        VendorField.free(
            in: "properties",
            .string,
            [
                ("$current_url", .page), ("current_url", .page), ("order_id", .order),
                ("product_id", .product), ("link_url", .link), ("$referrer", .referrer),
                ("utm_campaign", .campaign), ("campaign_id", .campaign),
                ("campaign_name", .campaign), ("utm_medium", .medium), ("utm_source", .origin),
                ("utm_content", .content), ("mp_country_code", .country), ("$os", .platform),
                ("mp_lib", .app),
                ("$browser", .browser), ("currency", .currency),
            ]
        )
        + VendorField.free(
            in: "properties",
            [.string, .number],
            [
                ("revenue", .revenue), ("total", .revenue), ("value", .value),
                ("$ae_iap_price", .revenue),
            ]
        )
}
