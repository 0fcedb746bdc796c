// SPDX-License-Identifier: Apache-2.0

/// What the `utm_*` parameters of a URL say; each still as it stands there, empty if absent.
struct CampaignParameters: Sendable {
    private(set) var campaign = ByteSlice("")
    private(set) var medium = ByteSlice("")
    private(set) var content = ByteSlice("")
    private(set) var source = ByteSlice("")
    /// Whose click id is in the URL: a click on an ad leaves one, by which its platform knows it.
    private(set) var click: TrafficRule.Click?

    /// Takes note of a parameter; the first of a name counts.
    mutating func note(name: ByteSlice, value: ByteSlice) {
        if campaign.isEmpty, name.equals(ByteSlice("utm_campaign")) {
            campaign = value
        } else if medium.isEmpty, name.equals(ByteSlice("utm_medium")) {
            medium = value
        } else if content.isEmpty, name.equals(ByteSlice("utm_content")) {
            content = value
        } else if source.isEmpty, name.equals(ByteSlice("utm_source")) {
            source = value
        } else if name.equals(ByteSlice("gclid")) || name.equals(ByteSlice("msclkid")) {
            click = .search
        } else if name.equals(ByteSlice("fbclid")) || name.equals(ByteSlice("ttclid")) {
            click = .social
        }
    }
}
