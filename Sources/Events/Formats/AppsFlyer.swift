// SPDX-License-Identifier: Apache-2.0

/// AppsFlyer's raw data and Push API.
///
/// Times have no zone and are UTC, numbers and booleans are texts, and `event_value` is an object
/// written as text. There is no event id; device, name, time and value make one up.
enum AppsFlyer {
    static let format = VendorFormat(
        [
            VendorField("event_name", .string, .type, .idPart),
            VendorField("event_time", .string, .time, .idPart, unit: .textUTC),
            VendorField("appsflyer_id", .string, .device, .idPart),
            VendorField("appsflyer_device_id", .string, .device, .idPart),
            VendorField("event_value", [.object, .string], .idPart),
            VendorField("customer_user_id", .string, .user),
            VendorField("platform", .string, .platform),
            VendorField("country_code", .string, .country),
            VendorField("campaign", .string, .campaign),
            VendorField("media_source", .string, .origin),
            VendorField("event_revenue", [.number, .string], .revenue),
            VendorField("event_revenue_currency", .string, .currency),
            .free("event_value.af_revenue", [.number, .string], .revenue),
            .free("event_value.af_price", [.number, .string], .value),
            .free("event_value.af_currency", .string, .currency),
            .free("event_value.af_order_id", [.string, .number], .order),
            .free("event_value.af_receipt_id", [.string, .number], .order),
            .free("event_value.af_content_id", [.string, .number, .list], .product),
        ],
        events: EventNames([
            (EventMeaning(.install), ["install"]),
            (EventMeaning(.reinstall), ["reinstall", "re-attribution"]),
            (EventMeaning(.uninstall), ["uninstall", "af_uninstall"]),
            (EventMeaning(.appOpen), ["af_app_opened", "launch", "re-engagement"]),
            (EventMeaning(.order, .none, .app), ["af_purchase"]),
            (
                EventMeaning(.conversion, .none, .app),
                ["af_complete_registration", "af_subscribe", "af_start_trial"]
            ),
            (
                EventMeaning(.interaction, .none, .app),
                [
                    "af_login", "af_add_to_cart", "af_add_to_wishlist", "af_add_payment_info",
                    "af_initiated_checkout", "af_content_view", "af_list_view", "af_search",
                    "af_share", "af_rate", "af_tutorial_completion", "af_level_achieved",
                    "af_ad_click",
                ]
            ),
            (
                EventMeaning(.messageClicked, .push),
                ["af_opened_from_push_notification"]
            ),
        ]),
        isOfApps: true
    )
}
