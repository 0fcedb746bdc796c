// SPDX-License-Identifier: Apache-2.0

/// Whose click id can stand in the URL of a visit.
public enum ClickPlatform: String, Choice, Sendable, Hashable {
    /// That of a search engine: `gclid`, `msclkid`.
    case search

    /// That of a social site: `fbclid`, `ttclid`.
    case social
}
