// SPDX-License-Identifier: Apache-2.0

/// Callbacks and query strings: names and values as in a URL, whose names the user chose.
///
/// The names are those of the native event, and those of Adjust's placeholders. `time` is RFC 3339,
/// `time_ms` milliseconds; `created_at` and `timestamp` are seconds. Adjust's `revenue`, known by its
/// `activity_kind`, is in hundredths.
enum Form {
    static let format = VendorFormat(
        [
            VendorField("type", .string, .type),
            VendorField("activity_kind", .string, .type, .activity),
            VendorField("time", .string, .time, unit: .text),
            VendorField("time_ms", .string, .time, unit: .milliseconds),
            VendorField("created_at", .string, .time, unit: .seconds),
            VendorField("timestamp", .string, .time, unit: .seconds),
            VendorField("id", .string, .id),
            VendorField("user", .string, .user),
            VendorField("user_id", .string, .user),
            VendorField("anonymous", .string, .anonymous),
            VendorField("device", .string, .device),
            VendorField("adid", .string, .device),
            VendorField("session", .string, .session),
            VendorField("name", .string, .name),
            VendorField("event_name", .string, .name),
            VendorField("message", .string, .message),
            VendorField("recipient", .string, .recipient),
            VendorField("response", .string, .response),
            VendorField("object", .string, .object),
            VendorField("url", .string, .page),
            VendorField("order", .string, .order),
            VendorField("referrer", .string, .referrer),
            VendorField("campaign", .string, .campaign),
            VendorField("campaign_name", .string, .campaign),
            VendorField("utm_campaign", .string, .campaign),
            VendorField("medium", .string, .medium),
            VendorField("utm_medium", .string, .medium),
            VendorField("utm_source", .string, .origin),
            VendorField("content", .string, .content),
            VendorField("country", .string, .country),
            VendorField("platform", .string, .platform),
            VendorField("os_name", .string, .platform),
            VendorField("browser", .string, .browser),
            VendorField("segment", .string, .segment),
            VendorField("list", .string, .list),
            VendorField("question", .string, .question),
            VendorField("label", .string, .label),
            VendorField("subtype", .string, .bounce),
            VendorField("value", .string, .value),
            VendorField("revenue_float", .string, .revenue),
            VendorField("revenue", .string, .revenue, .hundredths),
            VendorField("currency", .string, .currency),
            VendorField("score", .string, .score),
            VendorField("scale", .string, .scale),
            VendorField("human", .string, .human),
        ],
        layout: .query,
        events: EventNames([
            (EventMeaning(.impression), ["impression"]),
            (EventMeaning(.linkClick, .none, .app), ["click"]),
            (EventMeaning(.install), ["install"]),
            (EventMeaning(.reinstall), ["reinstall", "reattribution_reinstall"]),
            (EventMeaning(.uninstall), ["uninstall"]),
            (EventMeaning(.appOpen), ["session", "reattribution"]),
            (EventMeaning(.order, .none, .app), ["in_app_purchase"]),
        ]),
        bounces: EventNames([
            (EventMeaning(.messageBounced, .hard), ["hard"]),
            (EventMeaning(.messageBounced, .soft), ["soft"]),
        ]),
        knowsNativeNames: true,
        knowsCommonNames: true
    )
}
