// SPDX-License-Identifier: Apache-2.0

extension SPSCRingBuffer {
    /// The writing end of a ring; belongs to one thread at a time.
    ///
    /// Stage a batch and publish once: the consumer's cache line is then touched once a batch.
    /// What was staged and not published when the end goes away is never seen.
    @frozen public struct Producer: ~Copyable, @unchecked Sendable {
        // Sendable though it writes shared memory: noncopyable, so only one thread has it.
        @usableFromInline let memory: RingMemory<Element>
        private let storage: RingStorage<Element>
        /// Elements staged so far.
        @usableFromInline var tail: UInt64
        /// Where the tail would meet the head last seen.
        @usableFromInline var limit: UInt64

        init(_ storage: RingStorage<Element>) {
            self.storage = storage
            memory = storage.memory
            tail = 0
            limit = storage.memory.capacity
        }

        /// Free slots for `tryStage`, after a look at the consumer.
        @inlinable public mutating func freeCount() -> Int {
            limit = memory.head &+ memory.capacity
            return Int(limit &- tail)
        }

        /// Puts an element behind the others without showing it to the consumer yet.
        ///
        /// - Returns: false when the ring is full; the element was then not taken.
        /// - Complexity: O(1).
        @inlinable public mutating func tryStage(_ element: Element) -> Bool {
            if tail == limit {
                limit = memory.head &+ memory.capacity
                if tail == limit { return false }
            }
            memory.write(element, at: tail)
            tail &+= 1
            return true
        }

        /// Shows everything staged to the consumer.
        @inlinable public mutating func publish() { memory.publishTail(tail) }

        /// Appends one element and publishes it.
        ///
        /// - Returns: false when the ring is full; the element was then not taken.
        @inlinable public mutating func tryPush(_ element: Element) -> Bool {
            guard tryStage(element) else { return false }
            publish()
            return true
        }

        /// Appends as many of the elements as fit and publishes them together.
        ///
        /// - Parameter elements: in order; the first ones are taken.
        /// - Returns: how many were taken.
        /// - Complexity: O(taken).
        @inlinable public mutating func tryPush(contentsOf elements: Span<Element>) -> Int {
            let taken = Swift.min(elements.count, freeCount())
            for index in 0..<taken { memory.write(elements[index], at: tail &+ UInt64(index)) }
            tail &+= UInt64(taken)
            publish()
            return taken
        }
    }
}
