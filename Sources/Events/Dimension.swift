// SPDX-License-Identifier: Apache-2.0

/// A property of events by which measures can be grouped.
@frozen public enum Dimension: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case browser, campaign, channel, content, country, label, list, medium, name, object, persona
    case platform, question, referrer, segment, source, stage, thread

    /// The name in settings and snapshots.
    public var key: String { "\(self)" }

    /// The dimension of that name, or nil.
    public init?(key: String) {
        guard let found = Self.allCases.first(where: { $0.key == key }) else { return nil }
        self = found
    }
}
