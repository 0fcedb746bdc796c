// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import RingBuffers

/// Counts how many of its kind are alive.
private final class Letter: Sendable {
    let number: Int
    let alive: Counter

    init(_ number: Int, _ alive: Counter) {
        self.number = number
        self.alive = alive
        alive.count.add(1, ordering: .relaxed)
    }

    deinit { alive.count.subtract(1, ordering: .relaxed) }
}

private final class Counter: Sendable {
    let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .relaxed) }
}

struct SPSCMailboxTests {
    @Test func `a message moves from sender to receiver and is released there`() {
        let alive = Counter()
        var mailbox = SPSCMailbox<Letter>(capacity: 2)
        var sender = mailbox.takeSender()
        var receiver = mailbox.takeReceiver()
        let sent = sender.trySend(Letter(1, alive))
        #expect(sent)
        #expect(alive.value == 1)
        var received = receiver.tryReceive()
        #expect(received?.number == 1)
        received = nil
        #expect(alive.value == 0)
        let none = receiver.tryReceive()
        #expect(none == nil)
    }

    @Test func `a full mailbox refuses and the message stays with the sender`() {
        let alive = Counter()
        var mailbox = SPSCMailbox<Letter>(capacity: 1)
        var sender = mailbox.takeSender()
        let first = sender.trySend(Letter(1, alive))
        let second = sender.trySend(Letter(2, alive))
        #expect(first)
        #expect(!second)
        #expect(alive.value == 1)
        let waiting = mailbox.fillCount
        #expect(waiting == 1)
    }

    @Test func `messages never received go with the mailbox`() {
        let alive = Counter()
        do {
            var mailbox = SPSCMailbox<Letter>(capacity: 4)
            var sender = mailbox.takeSender()
            var receiver = mailbox.takeReceiver()
            for number in 0..<6 {
                _ = sender.trySend(Letter(number, alive))
                if number % 3 == 0 { _ = receiver.tryReceive() }
            }
            #expect(alive.value == 4)
        }
        #expect(alive.value == 0)
    }

    @Test func `two threads hand over every message once`() {
        let alive = Counter()
        let total = 200_000
        var mailbox = SPSCMailbox<Letter>(capacity: 16)
        let thread = RealThread(mailbox.takeSender()) { sender in
            var sender = sender
            var wait = YieldingWaitStrategy(spins: 10)
            for number in 0..<total {
                let letter = Letter(number, alive)
                while !sender.trySend(letter) { wait.wait() }
                wait.reset()
            }
        }
        var receiver = mailbox.takeReceiver()
        var wait = YieldingWaitStrategy(spins: 10)
        var expected = 0
        var faults = 0
        while expected < total {
            guard let letter = receiver.tryReceive() else {
                wait.wait()
                continue
            }
            if letter.number != expected { faults += 1 }
            expected += 1
            wait.reset()
        }
        thread.join()
        #expect(faults == 0)
        #expect(alive.value == 0)
    }
}
