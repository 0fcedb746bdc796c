// SPDX-License-Identifier: Apache-2.0

/// Posts of X with their metrics, as its interface gives them: a post, or a list in `data`.
///
/// Metrics are running totals. Their time is when they were read: `read_at`, which whoever reads
/// them adds, else the record's own time. `created_at` is the post's.
enum XPosts {
    static let format = VendorFormat(
        [
            VendorField("id", .string, .object, .type),
            .free("data", .events),
            VendorField("read_at", .string, .time),
            VendorField("author_id", .string, .thread),
            VendorField("lang", .string, .label),
            VendorField("public_metrics", .object),
            VendorField("non_public_metrics", .object),
            VendorField("public_metrics.impression_count", .number, .impressions),
            VendorField("non_public_metrics.impression_count", .number, .impressions),
            VendorField("public_metrics.like_count", .number, .reactions),
            VendorField("public_metrics.reply_count", .number, .comments),
            VendorField("public_metrics.retweet_count", .number, .shares),
            VendorField("public_metrics.quote_count", .number, .moreShares),
            VendorField("public_metrics.bookmark_count", .number, .saves),
            VendorField("non_public_metrics.url_link_clicks", .number, .clicks),
        ],
        events: EventNames([]),
        onlyType: .totals
    )
}
