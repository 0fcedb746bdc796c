// SPDX-License-Identifier: Apache-2.0

/// A reference as plain bits: made once with a retain count, redeemed once.
///
/// Sound because a ring delivers each element exactly once, and `MailboxStorage` redeems the rest.
@safe struct MessageToken<Message: AnyObject & Sendable>: BitwiseCopyable, @unchecked Sendable {
    private let reference: Unmanaged<Message>

    init(_ message: Message) {
        unsafe reference = unsafe Unmanaged.passRetained(message)
    }

    /// Redeems the token: the retain count passes to the result.
    func take() -> Message {
        unsafe reference.takeRetainedValue()
    }
}
