// SPDX-License-Identifier: Apache-2.0

/// A ring of references, each with one retain count that belongs to whoever takes it out.
final class MailboxStorage<Message: AnyObject & Sendable>: Sendable {
    let ring: RingStorage<MessageToken<Message>>

    init(capacity: Int) {
        ring = RingStorage(capacity: capacity)
    }

    deinit {
        // No end is left, so nobody moves the cursors while the rest is released.
        var index = ring.memory.head
        while index != ring.memory.tail {
            _ = ring.memory.read(index).take()
            index &+= 1
        }
    }
}
