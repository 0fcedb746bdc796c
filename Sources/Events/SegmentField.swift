// SPDX-License-Identifier: Apache-2.0

/// The fields of Segment's calls; the raw value is the slot.
///
/// What the client library itself writes must have its kind. What the customer's code puts into
/// properties is theirs to shape: a value of another kind counts as absent.
enum SegmentField: UInt8, CaseIterable {
    case type, timestamp, receivedAt, messageID, userID, anonymousID, previousID, event, name
    case properties, context, traits
    case url, path, referrer, revenue, total, value, currency
    case emailID, providerMessageID, campaignID, campaignName, linkURL, orderID, productID, listID
    case pageURL, pageReferrer, contextCampaign, contextMedium, contextContent
    case contextSource
    case system, deviceID, deviceType, library, country, segment
    case batch

    /// All of them.
    static let specifications: [FieldSpecification] = allCases.map(\.specification)

    private var specification: FieldSpecification {
        switch self {
        case .type, .event, .name: FieldSpecification("\(self)", .string)
        case .timestamp, .receivedAt: FieldSpecification("\(self)", .time)
        case .messageID: FieldSpecification("messageId", .string)
        case .userID: FieldSpecification("userId", .string)
        case .anonymousID: FieldSpecification("anonymousId", .string)
        case .previousID: FieldSpecification("previousId", .string)
        case .properties, .context, .traits: FieldSpecification("\(self)", .object)
        case .url, .path, .referrer, .currency: Self.lenient("properties.\(self)", .string)
        case .batch: Self.lenient("batch", .events)
        case .revenue, .total, .value: Self.lenient("properties.\(self)", .number)
        // A batch says by its own context what its calls have in common.
        case _ where nestedPath.hasPrefix("context."):
            Self.lenient(nestedPath, [.string, .shared])
        default: Self.lenient(nestedPath, .string)
        }
    }

    private var nestedPath: String {
        switch self {
        case .emailID: "properties.email_id"
        case .providerMessageID: "properties.message_id"
        case .campaignID: "properties.campaign_id"
        case .campaignName: "properties.campaign_name"
        case .linkURL: "properties.link_url"
        case .orderID: "properties.order_id"
        case .productID: "properties.product_id"
        case .listID: "properties.list_id"
        case .pageURL: "context.page.url"
        case .pageReferrer: "context.page.referrer"
        case .contextCampaign: "context.campaign.name"
        case .contextMedium: "context.campaign.medium"
        case .contextContent: "context.campaign.content"
        case .contextSource: "context.campaign.source"
        case .system: "context.os.name"
        case .deviceID: "context.device.id"
        case .deviceType: "context.device.type"
        case .library: "context.library.name"
        case .country: "context.location.country"
        case .segment: "traits.segment"
        default: ""
        }
    }

    private static func lenient(
        _ path: String,
        _ kinds: FieldSpecification.Kinds
    ) -> FieldSpecification {
        FieldSpecification(path, kinds, isLenient: true)
    }
}
