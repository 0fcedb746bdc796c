// SPDX-License-Identifier: Apache-2.0

/// Who may ask a route, where there are tokens.
public enum RouteAccess: Sendable {
    /// Everybody: there is nothing to be learned of what is counted.
    case open
    /// Who may read metrics, or more.
    case metrics
    /// Who may read values.
    case read
    /// Who may change something.
    case admin
}
