// SPDX-License-Identifier: Apache-2.0

public import Events

/// A person entered a stage of the journey, or reached a later stage from one.
///
/// It says of one person what the facts `stageEntered` and `stageAdvanced` say of all. An event that
/// turns up late can move the beginning of a stage; the transition that tells it names the one that
/// it replaces.
public struct StageTransition: Sendable, Hashable, BitwiseCopyable {
    /// The person: a hash under the identity key.
    public var person: UInt64
    /// The stage before; nil: the person entered `to`.
    public var from: JourneyStage?
    /// The stage that was entered or reached.
    public var to: JourneyStage
    /// When the stage before was entered, or `to` where there is none, ms.
    public var start: Int64
    /// When `to` was reached, ms; nil: as the replaced transition says.
    public var reached: Int64?
    /// What `start` was taken to be before, ms; nil: this replaces nothing.
    public var replacedStart: Int64?

    /// A transition as it was seen.
    public init(
        person: UInt64,
        from: JourneyStage?,
        to: JourneyStage,
        start: Int64,
        reached: Int64?,
        replacedStart: Int64? = nil
    ) {
        self.person = person
        self.from = from
        self.to = to
        self.start = start
        self.reached = reached
        self.replacedStart = replacedStart
    }
}
