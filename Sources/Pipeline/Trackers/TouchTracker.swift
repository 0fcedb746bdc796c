// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Credits orders to the touch that led to them (rules: Semantics, section 10).
///
/// Owned and used by one aggregator.
struct TouchTracker: ~Copyable {
    struct Touch: BitwiseCopyable, Timed {
        var time: Int64
        var combination: UInt32
    }

    /// What the tracker says.
    static let facts: [FactKind] = [.revenueAttributed]

    /// Types of the events that it takes, as bits; 0: nobody asks for its facts.
    let types: UInt64
    /// Persons remembered, among them forgotten ones not dropped yet.
    var count: Int { touches.count }
    /// Touches that found no room.
    var refusedCount: Int { touches.refusedCount }

    private let window: Int64
    private let lateness: Int64
    /// Slots of the dimensions of which a touch has one, as bits.
    private let marks: UInt8
    /// Slots of the dimensions that an order takes from its touch, as bits.
    private let credits: UInt8
    var touches: ShardedTable<Touch>

    init(_ parameters: TrackerParameters, types: UInt64, dimensions: [Dimension]) {
        marks = Self.bits(of: Self.marks, in: dimensions)
        credits = Self.bits(of: Self.marks + [.content], in: dimensions)
        // Without such a dimension there is nothing by which a touch could be known.
        self.types = marks == 0 ? types & (1 << UInt64(EventType.order.rawValue)) : types
        window = parameters.feedback.touch
        lateness = parameters.largestLateness
        touches = ShardedTable(limit: parameters.doerLimit)
    }

    /// Whether a touch can be known when some dimensions are active.
    static func knowsTouches(_ dimensions: [Dimension]) -> Bool {
        bits(of: marks, in: dimensions) != 0
    }

    /// Whether touches are remembered.
    var hasTable: Bool { types != 0 && marks != 0 }

    /// Starts loading what `handle` will read.
    @inline(__always)
    func prefetch(_ event: borrowing Event, person: UInt64) {
        let isTouch = isTouch(event)
        let isOrder = event.type == .order
        if isTouch || isOrder { touches.prefetch(person) }
    }

    /// Gives a device's touch to the user it belongs to; of two the later one is kept.
    ///
    /// - Returns: false: the table is full.
    mutating func join(device: UInt64, to user: UInt64, watermark: Int64) -> Bool {
        let keep = window + lateness
        return touches.pass(
            device,
            to: user,
            isExpired: { watermark > $0.time + keep },
            joined: Touch.later
        )
    }

    /// Takes an event of a person (0: nobody known): a touch, an order, both or neither.
    ///
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        _ event: inout Event,
        person: UInt64,
        combination: UInt32,
        watermark: Int64,
        panes: inout PaneStore
    ) -> Bool {
        var isRemembered = true
        if person != 0, isTouch(event) {
            isRemembered = remember(event, person, combination, watermark)
        }
        guard event.type == .order, let value = event.valueMillionths else { return isRemembered }
        var credited = combination
        if person != 0, marks != 0, let touch = touches.find(person)?.value,
            touch.time <= event.time, event.time - touch.time <= window
        {
            credited = self.credited(event, touch, &panes.combinations)
        }
        _ = panes.add(
            Fact(
                .revenueAttributed,
                channel: event.channel,
                time: event.time,
                combination: credited,
                value: value
            )
        )
        return isRemembered
    }

    /// Drops forgotten touches of a part of the table.
    mutating func sweep(at watermark: Int64) {
        let keep = window + lateness
        touches.sweepNext { watermark > $0.time + keep }
    }

    private mutating func remember(
        _ event: borrowing Event,
        _ person: UInt64,
        _ combination: UInt32,
        _ watermark: Int64
    ) -> Bool {
        let keep = window + lateness
        let fresh = Touch(time: event.time, combination: combination)
        guard
            let found = touches.findOrInsert(
                person,
                initial: fresh,
                isExpired: { watermark > $0.time + keep }
            )
        else { return false }
        if fresh.time >= found.entry.value.time { found.entry.value = fresh }
        return true
    }

    /// The order's values with those of the touch in the places of the campaign.
    private func credited(
        _ order: borrowing Event,
        _ touch: Touch,
        _ combinations: inout CombinationTable
    ) -> UInt32 {
        var values = order.dimensions
        for slot in 0..<Event.dimensionLimit where credits & (1 << UInt8(slot)) != 0 {
            values[slot] = combinations.value(of: touch.combination, slot: slot)
        }
        return combinations.number(of: values)
    }

    @inline(__always)
    private func isTouch(_ event: borrowing Event) -> Bool {
        let channel = event.channel
        guard channel == .web || channel == .app, event.type != .alias else { return false }
        var left = marks
        while left != 0 {
            if event.dimensions[left.trailingZeroBitCount] != ValueDictionary.absent { return true }
            left &= left &- 1
        }
        return false
    }

    private static let marks: [Dimension] = [.campaign, .medium, .referrer]

    private static func bits(of wanted: [Dimension], in dimensions: [Dimension]) -> UInt8 {
        dimensions.indices.reduce(0) { bits, slot in
            wanted.contains(dimensions[slot]) ? bits | 1 << UInt8(slot) : bits
        }
    }
}

extension TouchTracker.Touch: NamesOneCombination {}
