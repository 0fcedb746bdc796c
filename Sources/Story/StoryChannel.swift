// SPDX-License-Identifier: Apache-2.0

/// The channel of a record, and with it the topic it belongs to.
@frozen public enum StoryChannel: UInt8, Sendable, CaseIterable {
    case web, email, app, social

    /// The name in the native format.
    public var name: String { "\(self)" }
}
