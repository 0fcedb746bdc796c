// SPDX-License-Identifier: Apache-2.0

/// One rule of the table that tells where visits come from: conditions, and what holds if all do.
///
/// A condition is a list of words in lower case of which one must be there; an empty list asks for
/// nothing, and `*` for any word. A host fits a word that it is, or that one of its labels is
/// (`l.facebook.com` fits `facebook`, `t.co` only `t.co`).
public struct TrafficRule: Sendable, Hashable {
    /// The word that any text fits which is not empty.
    public static let anything = "*"

    /// Whose click id stands in the URL of the visit.
    public enum Click: UInt8, Sendable, CaseIterable {
        case search = 1
        case social
    }

    /// Where the visit came from.
    public var source: TrafficSource
    /// Of the medium (`utm_medium`).
    public var media: [String]
    /// Of the source that the link names (`utm_source`).
    public var origins: [String]
    /// Of the host that led here, of another site.
    public var referrers: [String]
    /// Of the source that the link names or, where that is no site of any rule, of the host.
    public var sites: [String]
    /// Of the click id in the URL.
    public var click: Click?

    /// A rule; without conditions it always holds.
    public init(
        _ source: TrafficSource,
        media: [String] = [],
        origins: [String] = [],
        referrers: [String] = [],
        sites: [String] = [],
        click: Click? = nil
    ) {
        self.source = source
        self.media = media
        self.origins = origins
        self.referrers = referrers
        self.sites = sites
        self.click = click
    }
}
