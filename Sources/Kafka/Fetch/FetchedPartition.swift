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
    /// Whether the broker refuses it or has lost it, or a batch cannot be read: its silence tells nothing.
    var isFailing = false
    /// The question by which it was asked for last, 0: none; an answer to an earlier one is not taken.
    var question = 0
    /// The batch that cannot be read, by its first offset, and how often that was tried.
    var unreadable: (offset: Int64, tries: Int)?
    /// The code that was reported last; the same one is not reported again before an answer.
    var reported: Int16 = 0
    /// Not asked for before this time, monotonic ms.
    var retryAt: Int64 = 0
}
