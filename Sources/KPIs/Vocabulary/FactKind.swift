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
    /// A message was sent. Time: the sending.
    case messageSent
    /// A sent message was delivered. Time: the sending.
    case messageSentDelivered
    /// A message was delivered. Time: the delivery.
    case messageDelivered
    /// A delivered message was opened for the first time. Time: the delivery.
    case messageOpened
    /// A delivered message was clicked for the first time. Time: the delivery.
    case messageClicked
    /// A delivered message was opened or clicked for the first time. Time: the delivery.
    case messageResponded
    /// A delivered message made its recipient unsubscribe. Time: the delivery.
    case messageUnsubscribed
    /// A device installed the app for the first time. Time: the installation.
    case appInstalled
    /// A person was active on a day. Time: the nominal start of the day.
    case personActive
    /// A person was seen for the first time. Time: the nominal start of that day.
    case personFirstSeen
    /// A person came back one day after the first. Time: the nominal start of the first day.
    case personReturnedDay1
    /// Content was seen. Time: the event's. Item: the person as known then.
    case contentSeen
    /// Content was shown, seen or not. Time: the event's.
    case contentShown
    /// Somebody reacted, commented, shared or saved. Time: the event's.
    case contentEngaged
    /// A running total of a platform changed. Time: the event's. Value: the difference.
    case totalsChanged
    /// An event as it came; which, and what of it, its `EventSelection` says. Time: the event's.
    case event

    /// How many kinds there are.
    public static let count = 23
}
