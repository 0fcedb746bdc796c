// SPDX-License-Identifier: Apache-2.0

import Events

extension FormatStory {
    /// A story or more in each format but those that ``ReplayTests`` tells itself.
    static let all: [FormatStory] =
        [snowplow, ga4, amplitude, mixpanel, appsflyer]
        + [cloudEvents, segmentInCloudEvents, form, accessLog, mapped, mappedQuery]
        + [sendGrid, ses, mailgun, braze]
        + [meta, x, delighted, typeform]
}
