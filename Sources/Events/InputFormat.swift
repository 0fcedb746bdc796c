// SPDX-License-Identifier: Apache-2.0

/// A format of input records: `inputs[].format` in the settings.
public enum InputFormat: String, Sendable, CaseIterable {
    /// The native event.
    case native
    /// What Segment's client libraries and RudderStack send.
    case segment
    /// A CloudEvents envelope, as JSON or in headers.
    case cloudevents
    /// PostHog's events, as captured and as stored.
    case posthog
    /// Amplitude's events, as sent and as exported.
    case amplitude
    /// SendGrid's event webhook.
    case sendgrid
    /// Mailgun's webhooks and events.
    case mailgun
    /// Amazon SES event publishing.
    case ses
    /// Google Analytics 4 as BigQuery exports it in JSON.
    case ga4
    /// Mixpanel's events, as tracked and as exported raw.
    case mixpanel
    /// Braze Currents.
    case braze
    /// AppsFlyer's raw data and Push API.
    case appsflyer
    /// Delighted's webhooks.
    case delighted
    /// Typeform's webhooks.
    case typeform
    /// Snowplow's enriched events.
    case snowplow
    /// Web servers' access logs.
    case accessLog = "access_log"
    /// Callbacks and query strings.
    case form
    /// Posts of X with their metrics.
    case x
    /// Webhooks of Meta for pages, accounts and messages.
    case meta
    /// JSON whose fields the settings describe; see `EventMapping`.
    case mapped

    /// The table of the format, where it is one and its own.
    var vendor: VendorFormat? {
        switch self {
        case .native, .segment, .mapped: nil
        case .cloudevents: CloudEvents.format
        case .posthog: PostHog.format
        case .amplitude: Amplitude.format
        case .sendgrid: SendGrid.format
        case .mailgun: Mailgun.format
        case .ses: SES.format
        case .ga4: GoogleAnalytics.format
        case .mixpanel: Mixpanel.format
        case .braze: Braze.format
        case .appsflyer: AppsFlyer.format
        case .delighted: Delighted.format
        case .typeform: Typeform.format
        case .snowplow: Snowplow.format
        case .accessLog: AccessLog.format
        case .form: Form.format
        case .x: XPosts.format
        case .meta: Meta.format
        }
    }

    /// Whether headers of records say something of events.
    public var readsHeaders: Bool { self == .cloudevents }

    /// The fields of the format; the index of one is its slot.
    var fields: [FieldSpecification] {
        switch self {
        case .native: NativeField.specifications
        case .segment: SegmentField.specifications
        default: vendor?.specifications ?? []
        }
    }

    /// The name of the field in that slot.
    func fieldName(_ slot: Int) -> String {
        slot < fields.count ? "\(fields[slot].path)" : ""
    }

    /// How the time in that slot is told.
    func timeUnit(ofSlot slot: UInt8) -> TimeUnit { vendor?.unit(slot) ?? .text }

    /// The reason that a value of the wrong kind in this slot gives.
    func reason(ofSlot slot: UInt8) -> RejectionReason {
        switch (self, slot) {
        case (.native, NativeField.type.rawValue), (.segment, SegmentField.type.rawValue),
            (.segment, SegmentField.event.rawValue):
            .type
        case (.native, NativeField.time.rawValue), (.segment, SegmentField.timestamp.rawValue):
            .time
        default: vendor?.reason(ofSlot: slot) ?? .field
        }
    }
}
