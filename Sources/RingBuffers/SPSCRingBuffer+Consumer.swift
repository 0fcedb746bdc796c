// SPDX-License-Identifier: Apache-2.0

extension SPSCRingBuffer {
    /// The reading end of a ring; belongs to one thread at a time.
    ///
    /// For batches read `readable` and `release` what was used, or call `drain`.
    @frozen public struct Consumer: ~Copyable, @unchecked Sendable {
        // Sendable though it writes shared memory: noncopyable, so only one thread has it.
        @usableFromInline let memory: RingMemory<Element>
        private let storage: RingStorage<Element>
        /// Elements taken so far.
        @usableFromInline var head: UInt64
        /// The producer's tail as last seen.
        @usableFromInline var limit: UInt64

        init(_ storage: RingStorage<Element>) {
            self.storage = storage
            memory = storage.memory
            head = 0
            limit = 0
        }

        /// Takes the oldest element.
        ///
        /// - Returns: the element, or nil when the ring is empty.
        /// - Complexity: O(1).
        @inlinable public mutating func tryPop() -> Element? {
            if head == limit {
                limit = memory.tail
                if head == limit { return nil }
            }
            let element = memory.read(head)
            head &+= 1
            memory.publishHead(head)
            return element
        }

        /// The oldest waiting elements that lie side by side, without taking them.
        ///
        /// Empty only when the ring is empty; at the wrap of the memory it ends early, so look
        /// again after `release`. No element is copied.
        @inlinable public var readable: Span<Element> {
            @_lifetime(borrow self)
            borrowing get {
                let waiting = memory.tail &- head
                let untilWrap = memory.capacity &- (head & memory.mask)
                let span = memory.span(from: head, count: Int(Swift.min(waiting, untilWrap)))
                return unsafe _overrideLifetime(span, borrowing: self)
            }
        }

        /// Gives the slots of the oldest elements back to the producer.
        ///
        /// - Parameter count: how many were used, at most what `readable` showed.
        @inlinable public mutating func release(_ count: Int) {
            limit = memory.tail
            precondition(
                count >= 0 && UInt64(count) <= limit &- head,
                "Only elements that wait can be released."
            )
            head &+= UInt64(count)
            memory.publishHead(head)
        }

        /// Takes up to `maximum` waiting elements and gives their slots back together.
        ///
        /// - Parameters:
        ///   - maximum: the largest batch, at least 0.
        ///   - body: called once for each element, oldest first.
        /// - Returns: how many were taken; 0 when the ring is empty.
        /// - Complexity: O(taken).
        @inlinable public mutating func drain(
            upTo maximum: Int,
            _ body: (borrowing Element) -> Void
        ) -> Int {
            limit = memory.tail
            let end = head &+ Swift.min(UInt64(Swift.max(0, maximum)), limit &- head)
            var index = head
            while index != end {
                body(memory.read(index))
                index &+= 1
            }
            let taken = Int(end &- head)
            head = end
            memory.publishHead(head)
            return taken
        }
    }
}
