// SPDX-License-Identifier: Apache-2.0

/// What a token allows over HTTP.
public enum HTTPScope: String, Choice, Sendable, Hashable {
    /// Values: the JSON interface, its stream, metrics.
    case read

    /// `/metrics` only.
    case metrics

    /// Everything.
    case admin
}
