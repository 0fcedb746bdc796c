// SPDX-License-Identifier: Apache-2.0

/// What is worth telling of a receiver: when it begins to fail, for another cause, and when it answers again.
struct ReceiverVoice {
    private var lastCause: String?

    /// A receiver of which nothing was told.
    init() {}

    /// Why the last request did not succeed; nil: it did, or there was none.
    private(set) var trouble: String?

    /// Takes what came of a request.
    ///
    /// - Returns: what to tell; nil: nothing new.
    mutating func take(_ answer: PushAnswer, receiver: String) -> PushNotice? {
        guard answer.verdict != .accepted else {
            defer { (lastCause, trouble) = (nil, nil) }
            return lastCause.map { _ in
                PushNotice(isTrouble: false, receiver: receiver, text: "it takes alerts again")
            }
        }
        trouble = answer.cause
        guard lastCause != answer.cause else { return nil }
        lastCause = answer.cause
        return PushNotice(isTrouble: true, receiver: receiver, text: answer.sentence)
    }
}
