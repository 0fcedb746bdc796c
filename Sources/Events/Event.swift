// SPDX-License-Identifier: Apache-2.0

/// One decoded input event: fixed size, no heap, ids as keyed hashes, dimension values interned.
///
/// Hashes are SipHash-2-4 under the identity key, salted by the kind of id; 0 means absent.
/// Dimension values are numbers of the decoder's `ValueDictionary` for that dimension's slot
/// (see `EventSchema`): 0 is absent, 1 is the overflow value `other`.
@frozen public struct Event: Sendable, BitwiseCopyable {
    /// How many dimensions can be active at once.
    public static let dimensionLimit = 8

    /// What happened.
    public var type: EventType = .other
    /// The touchpoint.
    public var channel: Channel = .web
    /// The finer kind.
    public var subtype: Subtype = .none
    /// Journey stage that the source names; nil where it names none, or one that is no stage.
    public var stage: JourneyStage?
    /// Yes-or-no properties.
    public var flags: EventFlags = []
    /// Before, during or after what it is about.
    public var phase: EventPhase = .none
    /// Online or offline participation.
    public var mode: ParticipationMode = .none
    /// Where the visit came from, as far as the event tells.
    public var traffic = TrafficSource.direct
    /// Label of a mention, comment or review, -1 to 1; see `EventFlags.hasSentiment`.
    public var sentiment: Float = 0
    /// Currency of `value`: three upper-case letters, the first in the lowest byte; 0 if none.
    public var currency: UInt32 = 0
    /// When it happened, ms since 1970 UTC.
    public var time: Int64 = 0
    /// When the collector got it, ms since 1970 UTC.
    public var received: Int64 = 0
    /// Event id, or a hash of the event's bytes where the source gives none; never 0.
    public var id: UInt64 = 0
    /// Known user.
    public var user: UInt64 = 0
    /// Anonymous visitor.
    public var anonymous: UInt64 = 0
    /// Device.
    public var device: UInt64 = 0
    /// Session id of the source.
    public var session: UInt64 = 0
    /// Provider's message id and recipient together: one mail to one person.
    public var message: UInt64 = 0
    /// Page, screen, post, order, form.
    public var object: UInt64 = 0
    /// Survey answer or review that may change later.
    public var response: UInt64 = 0
    /// Conversation.
    public var thread: UInt64 = 0
    /// Goal, event or metric name; for `EventType.other` the type's name.
    public var name: UInt64 = 0
    /// Order value, spend, engagement time in ms.
    public var value: Double = 0
    /// Survey answer.
    public var score: Double = 0
    /// Upper end of the answer's scale.
    public var scale: Double = 0
    /// Running totals by `TotalsMetric`; NaN where the event gives none.
    public var totals: InlineArray<8, Double> = .init(repeating: .nan)
    /// Interned value of each active dimension, by slot.
    public var dimensions: InlineArray<8, UInt32> = .init(repeating: 0)

    /// An event with nothing in it.
    @inlinable public init() {}

    /// The time that its partition has reached with it, ms: what has happened was there when it was
    /// received, so an event of a clock that is fast reaches no further.
    @inlinable public var reachedTime: Int64 { min(time, received) }

    /// The key of the device's session: anonymous id, else device, else user; 0 if none is known.
    @inlinable public var deviceKey: UInt64 {
        anonymous != 0 ? anonymous : (device != 0 ? device : user)
    }
}
