// SPDX-License-Identifier: Apache-2.0

extension SPSCMailbox {
    /// The sending end of a mailbox; belongs to one thread at a time.
    public struct Sender: ~Copyable, Sendable {
        private let storage: MailboxStorage<Message>
        private var producer: SPSCRingBuffer<MessageToken<Message>>.Producer

        init(_ storage: MailboxStorage<Message>) {
            self.storage = storage
            producer = SPSCRingBuffer<MessageToken<Message>>.Producer(storage.ring)
        }

        /// Hands a message over.
        ///
        /// - Returns: false when the mailbox is full; the message was then not taken.
        public mutating func trySend(_ message: Message) -> Bool {
            guard producer.freeCount() > 0 else { return false }
            return producer.tryPush(MessageToken(message))
        }
    }
}
