// SPDX-License-Identifier: Apache-2.0

/// Google Analytics 4 and Firebase, as BigQuery exports their events in JSON.
///
/// Whole numbers may be texts, parameters are a list of keys with a value of one of several types.
/// There is no event id; the fields that make one up are the same in the table of the running day
/// and in that of the day which replaces it. `traffic_source` is how the user was won once, so
/// it is not read.
enum GoogleAnalytics {
    static let format = VendorFormat(
        envelope + parameters + traffic,
        events: EventNames([
            (EventMeaning(.pageView), ["page_view"]),
            (EventMeaning(.screenView), ["screen_view"]),
            (EventMeaning(.sessionStart), ["session_start"]),
            (EventMeaning(.engagement), ["user_engagement"]),
            (EventMeaning(.install), ["first_open"]),
            (EventMeaning(.uninstall), ["app_remove"]),
            (EventMeaning(.order), ["purchase", "in_app_purchase", "ecommerce_purchase"]),
            (EventMeaning(.lead), ["generate_lead"]),
            (EventMeaning(.conversion), ["sign_up"]),
            (EventMeaning(.messageDelivered, .push), ["notification_receive"]),
            (EventMeaning(.messageClicked, .push), ["notification_open"]),
            (
                EventMeaning(.interaction),
                [
                    "add_payment_info", "add_shipping_info", "add_to_cart", "add_to_wishlist",
                    "begin_checkout", "click", "file_download", "form_start", "form_submit",
                    "remove_from_cart", "scroll", "search", "select_content", "select_item",
                    "select_promotion", "share", "video_complete", "video_progress",
                    "video_start", "view_cart", "view_item", "view_item_list",
                    "view_promotion", "view_search_results",
                ]
            ),
        ])
    )

    private static let envelope = [
        VendorField("event_name", .string, .type, .idPart),
        VendorField(
            "event_timestamp",
            [.integer, .string],
            .time,
            .idPart,
            unit: .microseconds
        ),
        VendorField("user_pseudo_id", .string, .anonymous, .idPart),
        VendorField("user_id", .string, .user),
        VendorField("event_bundle_sequence_id", [.integer, .string], .idPart),
        VendorField("batch_event_index", [.integer, .string], .idPart),
        VendorField("batch_ordering_id", [.integer, .string], .idPart),
        VendorField("batch_page_id", [.integer, .string], .idPart),
        VendorField("platform", .string, .app),
        VendorField("device.operating_system", .string, .platform),
        VendorField("device.category", .string, .platform),
        VendorField("device.web_info.browser", .string, .browser),
        VendorField("geo.country", .string, .country),
        VendorField("ecommerce.transaction_id", .string, .order),
        VendorField("ecommerce.purchase_revenue", [.number, .string], .revenue),
        VendorField("event_params", .pairs),
    ]

    private static let parameters =
        VendorField.free(
            in: "event_params",
            [.string, .number],
            [
                ("ga_session_id", .session), ("page_location", .page),
                ("page_referrer", .referrer), ("firebase_screen", .screen),
                ("firebase_screen_class", .screen), ("transaction_id", .order),
                ("link_url", .object), ("message_id", .message),
                ("engagement_time_msec", .engagedMilliseconds), ("value", .value),
                ("currency", .currency),
            ]
        )

    private static let traffic =
        VendorField.free(
            in: "collected_traffic_source",
            .string,
            [
                ("manual_campaign_name", .campaign), ("manual_medium", .medium),
                ("manual_source", .origin), ("manual_content", .content),
            ]
        )
        + VendorField.free(
            in: "session_traffic_source_last_click.manual_campaign",
            .string,
            [
                ("campaign_name", .campaign), ("medium", .medium), ("source", .origin),
                ("content", .content),
            ]
        )
        + VendorField.free(
            in: "event_params",
            .string,
            [
                ("campaign", .campaign), ("medium", .medium), ("source", .origin),
                ("content", .content),
            ]
        )
}
