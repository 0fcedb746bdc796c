// SPDX-License-Identifier: Apache-2.0

/// A bounded lock-free queue that hands references from one thread to one other.
///
/// For immutable batches and other objects of a few per second up to a few million: each transfer
/// moves one retain count from the sender to the receiver. A full mailbox refuses and the sender
/// keeps its reference. Messages never received are released with the mailbox.
public struct SPSCMailbox<Message: AnyObject & Sendable>: ~Copyable, Sendable {
    private let storage: MailboxStorage<Message>
    private var senderTaken = false
    private var receiverTaken = false

    /// Makes an empty mailbox.
    ///
    /// - Parameter capacity: how many messages fit; a power of two, else the program stops.
    public init(capacity: Int) {
        storage = MailboxStorage(capacity: capacity)
    }

    /// How many messages fit.
    public var capacity: Int { Int(storage.ring.memory.capacity) }

    /// Messages that wait now; from any thread.
    public var fillCount: Int { storage.ring.fillCount }

    /// A copyable view of how full the mailbox is, for a metric read by any thread.
    public var level: RingLevel { RingLevel(storage.ring) }

    /// The sending end; taking it a second time stops the program.
    public mutating func takeSender() -> Sender {
        precondition(!senderTaken, "A mailbox has one sender.")
        senderTaken = true
        return Sender(storage)
    }

    /// The receiving end; taking it a second time stops the program.
    public mutating func takeReceiver() -> Receiver {
        precondition(!receiverTaken, "A mailbox has one receiver.")
        receiverTaken = true
        return Receiver(storage)
    }
}
