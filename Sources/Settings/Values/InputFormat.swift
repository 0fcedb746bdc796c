// SPDX-License-Identifier: Apache-2.0

/// Formats of input records.
public enum InputFormat: String, Choice, Sendable, Hashable {
    /// Streamgauge's own event.
    case native

    /// Segment's tracking calls.
    case segment

    /// CloudEvents, in structured and in binary mode.
    case cloudevents

    /// PostHog's events.
    case posthog

    /// Amplitude's events.
    case amplitude

    /// SendGrid's event webhook.
    case sendgrid

    /// Mailgun's events.
    case mailgun

    /// Amazon SES event publishing.
    case ses

    /// Google Analytics 4 as BigQuery exports it.
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

    /// Webhooks of Meta.
    case meta

    /// JSON whose fields the settings describe.
    case mapped
}
