// SPDX-License-Identifier: Apache-2.0

/// How far one partition has been asked for and handed out.
struct FetchedPartition {
    let name: TopicPartition
    /// The offset to ask for next.
    var next: Int64
    /// The offset after the last record handed out, or stepped over.
    var position: Int64
    /// The broker that leads it; nil: to be found out.
    var leader: BrokerAddress?
    /// Offsets that the broker told with its last answer.
    var offsets: Range<Int64>?
    /// The position at which its end was reported last: behind further records or marks it is reported anew.
    var reportedEnd: Int64?
    /// Whether nothing more is read: its offset is gone, or its content is of an old format.
    var isStopped = false
    /// Whether it is no part of what is read any more; it is stopped, too.
    var isRemoved = false
    /// Whether the last answer for it was an error.
    var isRefused = false
    /// The question by which it was asked for last, 0: none; an answer to an earlier one is not taken.
    var question = 0
    /// Where a batch could not be read, and how often that was tried; of no meaning once reading is behind it.
    var unreadable: (position: Int64, tries: Int)?
    /// Whether nothing comes of it though there may be something: its silence tells nothing.
    var isFailing: Bool { isRefused || unreadable?.position == position }
    /// Whether brokers keep it from being read: they refuse it, or none of them leads it.
    var isWithheld: Bool { !isStopped && (isRefused && reported != 0 || leader == nil) }
    /// The code that was reported last; the same one is not reported again before an answer.
    var reported: Int16 = 0
    /// Not asked for before this time, monotonic ms.
    var retryAt: Int64 = 0
}
