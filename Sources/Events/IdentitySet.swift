// SPDX-License-Identifier: Apache-2.0

/// Which ids of events anybody looks at; the others are not hashed and are 0 in `Event`.
public struct IdentitySet: OptionSet, Sendable, BitwiseCopyable {
    /// Bits by `IdentityKind.rawValue`.
    public let rawValue: UInt16

    /// A set of bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ kinds: IdentityKind...) {
        rawValue = kinds.reduce(0) { $0 | 1 << UInt16($1.rawValue) }
    }

    /// The event's own id, or the hash of its bytes.
    public static let events = IdentitySet(.event)
    /// Whom an event is about: user, anonymous visitor and device.
    public static let persons = IdentitySet(.user, .anonymous, .device)
    /// The session that the source names.
    public static let sessions = IdentitySet(.session)
    /// The message and its recipient; `persons`, too, of which one may stand for the recipient.
    public static let messages = IdentitySet(.message, .recipient, .user, .anonymous, .device)
    /// Page, screen, post, order, form.
    public static let objects = IdentitySet(.object)
    /// Answers and reviews that may change.
    public static let responses = IdentitySet(.response)
    /// Conversations.
    public static let threads = IdentitySet(.thread)
    /// Names of events.
    public static let names = IdentitySet(.name)
    /// All of them.
    public static let all: IdentitySet = [
        .events, .persons, .sessions, .messages, .objects, .responses, .threads, .names,
    ]

    @inline(__always)
    func contains(_ kind: IdentityKind) -> Bool { rawValue & 1 << UInt16(kind.rawValue) != 0 }
}
