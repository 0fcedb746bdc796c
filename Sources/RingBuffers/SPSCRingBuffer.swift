// SPDX-License-Identifier: Apache-2.0

/// A bounded lock-free queue from one producing thread to one consuming thread.
///
/// Make the ring, take both ends, and give each to its thread. Elements come out in the order in
/// which they went in; a full ring refuses, it never overwrites. Use `SPSCMailbox` for references.
/// The algorithm is Lamport's single-writer queue (1983) with the other side's cursor cached, as in
/// E. Rigtorp, "Optimizing a ring buffer for throughput" (2021).
///
/// - Note: The ring may go out of scope before its ends; memory lives as long as any of them.
public struct SPSCRingBuffer<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    let storage: RingStorage<Element>
    private var producerTaken = false
    private var consumerTaken = false

    /// Makes an empty ring.
    ///
    /// - Parameter capacity: how many elements fit; a power of two, else the program stops.
    public init(capacity: Int) {
        storage = RingStorage(capacity: capacity)
    }

    /// How many elements fit.
    public var capacity: Int { Int(storage.memory.capacity) }

    /// Elements that wait now; from any thread.
    public var fillCount: Int { storage.fillCount }

    /// A copyable view of how full the ring is, for a metric read by any thread.
    public var level: RingLevel { RingLevel(storage) }

    /// The writing end; taking it a second time stops the program.
    public mutating func takeProducer() -> Producer {
        precondition(!producerTaken, "A ring has one producer.")
        producerTaken = true
        return Producer(storage)
    }

    /// The reading end; taking it a second time stops the program.
    public mutating func takeConsumer() -> Consumer {
        precondition(!consumerTaken, "A ring has one consumer.")
        consumerTaken = true
        return Consumer(storage)
    }
}
