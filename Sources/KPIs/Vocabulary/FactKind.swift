// SPDX-License-Identifier: Apache-2.0

/// The happenings that measures can count.
///
/// A tracker turns events into facts; each fact names the pane that owns it by its time.
@frozen public enum FactKind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    /// A page was viewed. Time: the event's. Item: the person.
    case pageViewed
    /// A visitor did something on the web. Time: the event's. Item: the person as known then.
    case webActive
    /// A person used the app. Time: the event's. Item: the person as known then.
    case appActive
    /// A session began. Time: the session's start.
    case sessionStarted
    /// A session became engaged. Time: the session's start.
    case sessionEngaged
    /// A session ended without becoming engaged. Time: the session's start.
    case sessionBounced
    /// A session ended. Time: its last event. Value: duration in ms; count: pages or screens.
    case sessionEnded
    /// A session showed two pages or screens. Time: the session's start.
    case sessionPaged
    /// A session showed two pages or screens, or held an interaction or a key event. Time: the
    /// session's start.
    case sessionActed
    /// A session acted, or lasted as long as makes it engaged. Time: the session's start.
    case sessionAttended
    /// A session ended, as its start sees it. Time: the session's start. Value: duration in ms;
    /// count: pages or screens.
    case sessionClosed
    /// A session ended, by what its visitor did. Time: its last event. Value: how long pages were
    /// visible, ms; count: interactions.
    case sessionWatched
    /// A visitor did what counts as success (conversion, order, lead). Time: the event's. Item: the
    /// person as known then.
    case goalReached
    /// A message was sent. Time: the sending.
    case messageSent
    /// A sent message was delivered. Time: the sending.
    case messageSentDelivered
    /// A sent message bounced, for good or for now. Time: the sending.
    case messageSentBounced
    /// A message was delivered. Time: the delivery.
    case messageDelivered
    /// A delivered message was opened for the first time. Time: the delivery. Value: how long after
    /// it, ms. The same holds for what follows of the message.
    case messageOpened
    /// A delivered message was clicked for the first time. Time: the delivery.
    case messageClicked
    /// A delivered message was opened or clicked for the first time. Time: the delivery.
    case messageResponded
    /// A delivered message made its recipient unsubscribe. Time: the delivery.
    case messageUnsubscribed
    /// A delivered message was complained about. Time: the delivery.
    case messageComplained
    /// A delivered message was clicked by something that is no person. Time: the delivery.
    case messageBotClicked
    /// A device installed the app for the first time. Time: the installation.
    case appInstalled
    /// A person was active on a day. Time: the nominal start of the day. Value: days since the active day
    /// before, `Int32.max` for the first.
    case personActive
    /// A person was seen for the first time. Time: the nominal start of that day.
    case personFirstSeen
    /// A person came back on a later day. Time: the nominal start of the first day. Value: days since the
    /// first; count: the same of the active day before that one.
    case personReturned
    /// A person came back after so many times 24 hours. Time: the nominal start of the first day. Value: how
    /// many times.
    case personReturnedWithin
    /// Content was seen. Time: the event's. Item: the person as known then.
    case contentSeen
    /// Content was shown, seen or not. Time: the event's.
    case contentShown
    /// Somebody reacted, commented, shared or saved. Time: the event's.
    case contentEngaged
    /// A running total of a platform changed. Time: the event's. Value: the difference.
    case totalsChanged
    /// A running total was read. Time: the event's. Value: what it adds to the sum over all objects:
    /// all of it the first time, then the difference.
    case totalsRead
    /// A survey was answered. Time: when it was answered first. Value: the score in thousandths;
    /// count: the upper end of its scale in thousandths.
    case answerGiven
    /// A person was asked to answer a survey. Time: that. Item: the person.
    case surveySent
    /// A person who had been asked answered. Time: the asking. Value: how long after it, ms.
    case surveyReturned
    /// A review was given. As `answerGiven`.
    case reviewGiven
    /// A text was labeled. Time: when it was labeled first. Value: the sentiment in thousandths.
    case textLabeled
    /// Money was spent, or what had been told of it changed. Time: the spending. Value: millionths.
    case moneySpent
    /// A person became a lead. Time: the first lead. Item: the person.
    case leadArrived
    /// A person ordered for the first time. Time: that order.
    case buyerArrived
    /// A buyer ordered. Time: the first order. Value: millionths; count: days since the first order.
    case buyerSpent
    /// An order was credited to the touch that led to it. Time: the order. Value: millionths.
    case revenueAttributed
    /// A person reached a stage of the journey. Time: the event's. Item: the person. Value: the
    /// stage's position.
    case stageReached
    /// A person began to be in a stage. Time: that event. Value: the stage's position.
    case stageEntered
    /// A person went on from a stage to a later one. Time: when the first stage was entered. Value:
    /// position of the first stage; count: of the later one.
    case stageAdvanced
    /// Somebody who is not the brand wrote. Time: the event's. Value: how long the conversation had
    /// been silent, ms; `Int64.max` for its first message.
    case fanWrote
    /// A person did something once more in a week. Time: the start of the week. Value: how often.
    case personInteracted
    /// An event as it came; which, and what of it, its `EventSelection` says. Time: the event's.
    case event

    /// How many kinds there are.
    public static let count = 49
}
