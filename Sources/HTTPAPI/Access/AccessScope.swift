// SPDX-License-Identifier: Apache-2.0

/// What a token allows.
public enum AccessScope: Sendable {
    /// The exposition of metrics, nothing else.
    case metrics
    /// Values: the interface, its stream, metrics.
    case read
    /// Everything.
    case admin

    /// Whether it is enough for a route.
    func covers(_ access: RouteAccess) -> Bool {
        switch access {
        case .open, .metrics: true
        case .read: self != .metrics
        case .admin: self == .admin
        }
    }
}
