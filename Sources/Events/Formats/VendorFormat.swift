// SPDX-License-Identifier: Apache-2.0

/// A vendor's format as a table: its fields with what each says, and the names of its events.
///
/// Made once for the process and copied into each decoder.
struct VendorFormat: Sendable {
    /// Fields in the order in which those of one role are asked; the index of one is its slot.
    let specifications: [FieldSpecification]
    let layout: RecordLayout
    let events: EventNames
    /// What a kind of bounce makes of an event of type `message_bounced`.
    let bounces: EventNames
    /// By the kind of question, where no field tells the scale.
    let scales: AnswerScales
    let identity: IdentityRule
    /// An event's name may stand behind dots, slashes or colons, as in `com.shop.page`.
    let hasLongNames: Bool
    /// Names outside the list count as native types do.
    let knowsNativeNames: Bool
    /// Names outside the list count as in Segment's specification, in which many tools are fed.
    let knowsCommonNames: Bool
    /// With what the part of a message's id begins that is not the same in all its events.
    let messageEnds: [StaticString]
    /// What an event of type `engagement` without a time of its own stands for.
    let pingMilliseconds: Double?
    /// The type of every event, where the format has one only; then the record's time stands in for
    /// a time that is absent.
    let onlyType: EventType?
    /// By role, bit n: the field of slot n has it.
    private var slots = InlineArray<64, UInt64>(repeating: 0)
    private var units = InlineArray<64, UInt8>(repeating: 0)

    init(
        _ fields: [VendorField],
        layout: RecordLayout = .json,
        events: EventNames,
        bounces: EventNames = EventNames([]),
        scales: AnswerScales = AnswerScales([]),
        identity: IdentityRule = .separate,
        hasLongNames: Bool = false,
        knowsNativeNames: Bool = false,
        knowsCommonNames: Bool = false,
        messageEnds: [StaticString] = [],
        pingMilliseconds: Double? = nil,
        onlyType: EventType? = nil
    ) {
        precondition(fields.count <= 64, "a format has at most 64 fields")
        specifications = fields.map(\.specification)
        self.layout = layout
        self.events = events
        self.bounces = bounces
        self.scales = scales
        self.identity = identity
        self.hasLongNames = hasLongNames
        self.knowsNativeNames = knowsNativeNames
        self.knowsCommonNames = knowsCommonNames
        self.messageEnds = messageEnds
        self.pingMilliseconds = pingMilliseconds
        self.onlyType = onlyType
        for (slot, field) in fields.enumerated() {
            units[slot] = field.unit.rawValue
            for role in field.roles { slots[Int(role.rawValue)] |= 1 << UInt64(slot) }
        }
    }

    /// The table with further slots that have a role, after its own.
    func adding(_ fields: [(role: FieldRole, slot: UInt8)]) -> VendorFormat {
        var table = self
        for (role, slot) in fields { table.slots[Int(role.rawValue)] |= 1 << UInt64(slot) }
        return table
    }

    /// The slots of a role, one bit each.
    @inline(__always)
    func slots(_ role: FieldRole) -> UInt64 { slots[Int(role.rawValue)] }

    /// The first slot of a role, for messages.
    func firstSlot(_ role: FieldRole) -> UInt8 {
        UInt8(min(slots(role).trailingZeroBitCount, 63))
    }

    @inline(__always)
    func unit(_ slot: UInt8) -> TimeUnit { TimeUnit(rawValue: units[Int(slot)]) ?? .text }

    /// The reason that a value of the wrong kind in this slot gives.
    func reason(ofSlot slot: UInt8) -> RejectionReason {
        let bit: UInt64 = 1 << UInt64(slot)
        if slots(.type) & bit != 0 { return .type }
        return slots(.time) & bit != 0 ? .time : .field
    }
}
