// SPDX-License-Identifier: Apache-2.0

/// What a call of Segment's means: by its `type`, and for `track` by the event's name in
/// Segment's own specification of names (e-commerce, mobile, e-mail).
///
/// A `track` with a name outside the specification stays `other` under that name, so that a
/// user's own measure can count it; taking it for an interaction would count unknown things.
struct SegmentEvent {
    let type: EventType
    let subtype: Subtype

    private init(_ type: EventType, _ subtype: Subtype = .none) {
        self.type = type
        self.subtype = subtype
    }

    /// The meaning of a `track` event, or nil for a name outside the list.
    static func track(_ name: ByteSlice) -> SegmentEvent? {
        names.index(of: name).map { list[$0].1 }
    }

    /// The meaning of another call; `group` and unknown ones are `other`.
    static func call(_ type: ByteSlice) -> SegmentEvent {
        calls.index(of: type).map { callList[$0].1 } ?? SegmentEvent(.other)
    }

    private static let calls = NameTable(callList.map(\.0))
    private static let callList: [(String, SegmentEvent)] = [
        ("page", SegmentEvent(.pageView)),
        ("screen", SegmentEvent(.screenView)),
        ("identify", SegmentEvent(.alias)),
        ("alias", SegmentEvent(.alias)),
    ]

    private static let names = NameTable(list.map(\.0))
    private static let list: [(String, SegmentEvent)] =
        interactions.map { ($0, SegmentEvent(.interaction)) } + [
            ("Application Installed", SegmentEvent(.install)),
            ("Application Opened", SegmentEvent(.appOpen)),
            ("Application Uninstalled", SegmentEvent(.uninstall)),
            ("Email Bounced", SegmentEvent(.messageBounced)),
            ("Email Delivered", SegmentEvent(.messageDelivered)),
            ("Email Link Clicked", SegmentEvent(.messageClicked)),
            ("Email Marked as Spam", SegmentEvent(.complained)),
            ("Email Marked As Spam", SegmentEvent(.complained)),
            ("Email Opened", SegmentEvent(.messageOpened)),
            ("Email Sent", SegmentEvent(.messageSent)),
            ("Order Completed", SegmentEvent(.order)),
            ("Push Notification Bounced", SegmentEvent(.messageBounced, .push)),
            ("Push Notification Received", SegmentEvent(.messageDelivered, .push)),
            ("Push Notification Tapped", SegmentEvent(.messageClicked, .push)),
            ("Signed Up", SegmentEvent(.conversion)),
            ("Unsubscribed", SegmentEvent(.unsubscribed)),
        ]

    private static let interactions = [
        "Cart Shared", "Cart Viewed", "Checkout Started", "Checkout Step Completed",
        "Checkout Step Viewed", "Coupon Applied", "Coupon Denied", "Coupon Entered",
        "Coupon Removed", "Payment Info Entered", "Product Added", "Product Added to Wishlist",
        "Product Clicked", "Product List Filtered", "Product List Viewed", "Product Removed",
        "Product Removed from Wishlist", "Product Reviewed", "Product Shared", "Product Viewed",
        "Products Searched", "Promotion Clicked", "Promotion Viewed",
        "Wishlist Product Added to Cart",
    ]
}
