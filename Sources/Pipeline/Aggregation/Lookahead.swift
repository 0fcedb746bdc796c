// SPDX-License-Identifier: Apache-2.0

public import Events

/// An aggregator that gets its events a few events late, so that memory can be loaded meanwhile.
///
/// Counting an event needs a few table slots at random places, and each would stall the processor
/// for longer than all the counting takes. So an event waits here while the next ones are decoded:
/// when it comes in, its slots begin to load; half-way, what they refer to; at the end it is counted
/// from the cache (group prefetching: Chen, Ailamaki, Gibbons and Mowry, 2004). Order is kept, and
/// everything but an event is passed on only after the events before it, so results are those of the
/// aggregator alone. Whoever reads results calls `settle` before. One thread owns it.
@safe public struct Lookahead: ~Copyable {
    /// How many events wait.
    private static var depth: Int { 32 }
    private static var halfway: Int { depth / 2 }
    private static var quarter: Int { depth / 4 }

    private struct Waiting: BitwiseCopyable {
        var event = Event()
        var now: Int64 = 0
        var partition: Int32 = 0
        var isUnwanted = false
    }

    private var aggregator: Aggregator
    private let waiting: UnsafeMutablePointer<Waiting>
    /// The combinations of those that wait as far as they are known, for `prefetchRows` only.
    private var combinations = InlineArray<32, UInt32>(repeating: CombinationTable.absent)
    /// Events that came and events that went on, since the beginning.
    private var added = 0
    private var taken = 0

    /// Wraps an aggregator.
    public init(_ aggregator: consuming Aggregator) {
        self.aggregator = aggregator
        unsafe waiting = .allocate(capacity: Self.depth)
        unsafe waiting.initialize(repeating: Waiting(), count: Self.depth)
    }

    deinit { unsafe waiting.deallocate() }

    /// Gives the aggregator, which has seen all events, to a reading or changing function.
    ///
    /// - Complexity: O(1), it waits for the few events that are on their way.
    public mutating func settled<Result: ~Copyable>(
        _ body: (inout Aggregator) -> Result
    ) -> Result {
        settle()
        return body(&aggregator)
    }

    /// Whether windows are due, as of the last event that was passed on.
    public var isDue: Bool { aggregator.isDue }

    /// Whether windows may be due once an event of that time is counted, and so all before it.
    public func mayBeDue(after time: Int64) -> Bool { aggregator.mayBeDue(after: time) }

    /// The watermark as of the last event that was passed on, ms.
    public var watermark: Int64 { aggregator.watermark }

    /// Whether so many transitions between stages wait that a barrier is due at once.
    var areTransitionsFull: Bool { aggregator.areTransitionsFull }

    /// How many input partitions there are.
    public var partitionCount: Int { aggregator.partitionCount }

    /// What became of a partition's events that were passed on.
    public func outcomes(of partition: Int) -> EventOutcomes { aggregator.outcomes(of: partition) }

    /// Passes on every event that waits.
    public mutating func settle() {
        while taken < added { takeOldest() }
    }

    /// A free place for one more event, which `advance` then counts in.
    @inline(__always)
    private mutating func makePlace() -> UnsafeMutablePointer<Waiting> {
        if added - taken == Self.depth { takeOldest() }
        return unsafe waiting + added % Self.depth
    }

    /// Counts the new event in and looks after the one that is half-way.
    @inline(__always)
    private mutating func advance() {
        added += 1
        let middle = added - Self.halfway
        if middle >= taken, unsafe !waiting[middle % Self.depth].isUnwanted {
            unsafe aggregator.prefetchEntries(&waiting[middle % Self.depth].event)
        }
        if aggregator.hasManySeries { prefetchRows() }
    }

    /// Brings each of four events a step nearer to its rows.
    @inline(never)
    private mutating func prefetchRows() {
        let newest = added - 1
        if let values = values(of: newest) { aggregator.prefetchCombination(values) }
        if case let number = newest - Self.quarter, number >= taken {
            let known = values(of: number).map { aggregator.prefetchSeries($0) }
            combinations[number % Self.depth] = known ?? CombinationTable.absent
        }
        if case let number = newest - 2 * Self.quarter, number >= taken {
            aggregator.prefetchPlaces(of: combinations[number % Self.depth])
        }
        if case let number = newest - 3 * Self.quarter, number >= taken {
            aggregator.prefetchRows(of: combinations[number % Self.depth])
        }
    }

    /// The dimension values of one that waits, if it is wanted.
    @inline(__always)
    private func values(of number: Int) -> InlineArray<8, UInt32>? {
        let place = unsafe waiting + number % Self.depth
        return unsafe place.pointee.isUnwanted ? nil : place.pointee.event.dimensions
    }

    @inline(__always)
    private mutating func takeOldest() {
        let place = unsafe waiting + taken % Self.depth
        taken += 1
        let partition = unsafe Int(place.pointee.partition)
        let now = unsafe place.pointee.now
        if unsafe place.pointee.isUnwanted {
            let time = unsafe place.pointee.event.time
            aggregator.ingestUnwanted(time: time, partition: partition, now: now)
        } else {
            unsafe aggregator.ingest(&place.pointee.event, partition: partition, now: now)
        }
    }
}

extension Lookahead: EventRoute {
    /// Takes an event whose time is plausible; it is counted some events later.
    public mutating func ingest(_ event: inout Event, partition: Int, now: Int64) {
        aggregator.prefetchSlots(event)
        let place = unsafe makePlace()
        unsafe place.pointee.event = event
        unsafe place.pointee.now = now
        unsafe place.pointee.partition = Int32(truncatingIfNeeded: partition)
        unsafe place.pointee.isUnwanted = false
        advance()
    }

    /// Takes the time of an event that no selected KPI needs.
    public mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {
        let place = unsafe makePlace()
        unsafe place.pointee.event.time = time
        unsafe place.pointee.now = now
        unsafe place.pointee.partition = Int32(truncatingIfNeeded: partition)
        unsafe place.pointee.isUnwanted = true
        advance()
    }

    /// A record without a usable event came; those before it are counted first.
    public mutating func recordSeen(partition: Int, now: Int64) {
        settle()
        aggregator.recordSeen(partition: partition, now: now)
    }

    /// A partition was read to its end; what came before it is counted first.
    public mutating func endOfPartition(_ partition: Int, now: Int64) {
        settle()
        aggregator.endOfPartition(partition, now: now)
    }
}
