// SPDX-License-Identifier: Apache-2.0

/// What a receiver's thread did in one round.
struct ReceiverStep {
    /// Whether there may be more to do at once.
    var hasMore = false
    /// What is to be logged.
    var notice: PushNotice?
}
