// SPDX-License-Identifier: Apache-2.0

/// The ids that the keys of a side topic can be.
public enum TableKey: String, Choice, Sendable, Hashable {
    /// A known user.
    case user

    /// An anonymous visitor.
    case anonymous

    /// A device.
    case device

    /// What events are about.
    case object
}
