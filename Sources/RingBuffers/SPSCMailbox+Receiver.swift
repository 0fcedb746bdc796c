// SPDX-License-Identifier: Apache-2.0

extension SPSCMailbox {
    /// The receiving end of a mailbox; belongs to one thread at a time.
    public struct Receiver: ~Copyable, Sendable {
        private let storage: MailboxStorage<Message>
        private var consumer: SPSCRingBuffer<MessageToken<Message>>.Consumer

        init(_ storage: MailboxStorage<Message>) {
            self.storage = storage
            consumer = SPSCRingBuffer<MessageToken<Message>>.Consumer(storage.ring)
        }

        /// Takes the oldest message, or nil when the mailbox is empty.
        public mutating func tryReceive() -> Message? {
            consumer.tryPop()?.take()
        }
    }
}
