// SPDX-License-Identifier: Apache-2.0

/// One side table: what its records' keys are, and the dimensions that it lends to events.
public struct TableSchema: Sendable {
    /// The id of an event that a record's key names.
    public enum Key: UInt8, Sendable, CaseIterable, BitwiseCopyable {
        case user, anonymous, device, object

        /// That id of an event; 0 if it has none.
        @inline(__always)
        public func id(of event: borrowing Event) -> UInt64 {
            switch self {
            case .user: event.user
            case .anonymous: event.anonymous
            case .device: event.device
            case .object: event.object
            }
        }

        var kind: IdentityKind {
            switch self {
            case .user: .user
            case .anonymous: .anonymous
            case .device: .device
            case .object: .object
            }
        }
    }

    /// What the key of a record names.
    public var key: Key
    /// The members of a record's value that are read, each a dimension.
    public var fields: [Dimension]

    /// Dimensions that no table can lend, because every event has them.
    public static let refused: [Dimension] = [.channel, .source]

    /// A table.
    public init(key: Key, fields: [Dimension]) {
        self.key = key
        self.fields = fields
    }
}
