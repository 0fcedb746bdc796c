// SPDX-License-Identifier: Apache-2.0

/// Amplitude's events, as its HTTP interface takes them (`time` in ms) and as it exports them
/// (`event_time` in UTC without a zone, already corrected for the device's clock).
enum Amplitude {
    static let format = VendorFormat(
        envelope + properties + amounts,
        events: EventNames([
            (EventMeaning(.pageView), ["[Amplitude] Page Viewed", "[Amplitude] Viewed Page"]),
            (EventMeaning(.screenView), ["[Amplitude] Screen Viewed"]),
            (EventMeaning(.install), ["[Amplitude] Application Installed"]),
            (EventMeaning(.appOpen), ["[Amplitude] Application Opened"]),
            (
                EventMeaning(.interaction),
                [
                    "[Amplitude] Element Clicked", "[Amplitude] Element Changed",
                    "[Amplitude] Form Started", "[Amplitude] Form Submitted",
                    "[Amplitude] File Downloaded",
                ]
            ),
            (EventMeaning(.sessionStart), ["session_start", "[Amplitude] Start Session"]),
            (EventMeaning(.order), ["revenue_amount", "[Amplitude] Revenue"]),
            (EventMeaning(.alias), ["$identify"]),
        ]),
        knowsCommonNames: true
    )

    private static let envelope = [
        VendorField("event_type", .string, .type),
        VendorField("time", .integer, .time, unit: .milliseconds),
        VendorField("event_time", .string, .time, unit: .textUTC),
        VendorField("server_received_time", .string, .received, unit: .textUTC),
        VendorField("insert_id", .string, .id),
        VendorField("$insert_id", .string, .id),
        VendorField("uuid", .string, .id),
        VendorField("user_id", [.string, .number], .user),
        VendorField("device_id", [.string, .number], .device),
        VendorField("session_id", [.string, .number], .session),
        VendorField("platform", .string, .app, .platform),
        VendorField("os_name", .string, .platform),
        VendorField("country", .string, .country),
        .free("events", .events),
    ]

    private static let properties =
        VendorField.free(
            in: "event_properties",
            .string,
            [
                ("[Amplitude] Page Location", .page), ("[Amplitude] Page URL", .page),
                ("[Amplitude] Page Path", .page), ("[Amplitude] Screen Name", .screen),
                ("order_id", .order), ("product_id", .product), ("link_url", .link),
                ("referrer", .referrer), ("utm_campaign", .campaign), ("campaign_id", .campaign),
                ("campaign_name", .campaign), ("utm_medium", .medium), ("utm_source", .origin),
                ("utm_content", .content), ("email_id", .message), ("message_id", .message),
                ("currency", .currency), ("list_id", .list),
            ]
        )
        + VendorField.free(
            in: "user_properties",
            .string,
            [
                ("utm_campaign", .campaign), ("utm_medium", .medium), ("utm_source", .origin),
                ("utm_content", .content), ("referrer", .referrer),
            ]
        )

    /// Without a revenue Amplitude itself takes price times quantity.
    private static let amounts =
        [
            VendorField.free("revenue", .number, .revenue),
            .free("price", .number, .price),
            .free("quantity", .number, .quantity),
            .free("currency", .string, .currency),
            .free("event_properties.$currency", .string, .currency),
        ]
        + VendorField.free(
            in: "event_properties",
            .number,
            [
                ("$revenue", .revenue), ("revenue", .revenue), ("total", .revenue),
                ("value", .value), ("$price", .price), ("$quantity", .quantity),
            ]
        )
}
