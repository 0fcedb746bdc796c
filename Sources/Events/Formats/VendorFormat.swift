// SPDX-License-Identifier: Apache-2.0

/// A vendor's format as a table: its fields with what each says, and the names of its events.
///
/// Made once for the process, or for an input of the settings, and copied into each decoder.
struct VendorFormat: Sendable {
    /// Fields of one format.
    static let fieldLimit = 64

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
    /// Events that a platform other than the web sent have no browser's agent.
    let hasOtherPlatforms: Bool
    /// What belongs to no other channel is of an app.
    let isOfApps: Bool
    /// The names of an app's sessions are those of a website's, too.
    let hasWebSessions: Bool
    /// The type of every event, where the format has one only; then the record's time stands in for
    /// a time that is absent.
    let onlyType: EventType?
    /// Its fields are those of the native event by other names, and are held to its rules.
    let isNative: Bool
    /// What the user's own names of events mean; they are asked first.
    var own = EventNames([])
    /// An envelope tells the type, too; of its name the user's names may be the last word.
    private(set) var isEnveloped = false
    /// For messages, where the format is described in the settings.
    let labels: FieldLabels?
    /// Fields that tell by being there what an event without a type is, the first before the others.
    let signs: EventSigns
    private var roles: RoleTable
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
        hasOtherPlatforms: Bool = false,
        isOfApps: Bool = false,
        hasWebSessions: Bool = false,
        onlyType: EventType? = nil,
        isNative: Bool = false,
        constants: [(role: FieldRole, text: String)] = [],
        labels: FieldLabels? = nil,
        signs: [(path: String, name: StaticString, meaning: EventMeaning)] = []
    ) {
        precondition(fields.count <= Self.fieldLimit, "a format has at most 64 fields")
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
        self.hasOtherPlatforms = hasOtherPlatforms
        self.isOfApps = isOfApps
        self.hasWebSessions = hasWebSessions
        self.onlyType = onlyType
        self.isNative = isNative
        self.labels = labels
        self.signs = EventSigns(signs, among: specifications)
        roles = RoleTable(fields, constants: constants)
        for (slot, field) in fields.enumerated() { units[slot] = field.unit.rawValue }
    }

    /// The table with further slots that have a role, after its own.
    func adding(_ fields: [(role: FieldRole, slot: UInt8)]) -> VendorFormat {
        var table = self
        table.roles = roles.adding(fields)
        table.isEnveloped = true
        return table
    }

    /// The slots of a role, one bit each.
    @inline(__always)
    func slots(_ role: FieldRole) -> UInt64 { roles.slots(role) }

    /// The slots of values, scores and scales; how many of a price there are, is no value by itself.
    @inline(__always)
    var numbers: UInt64 {
        slots(.value) | slots(.revenue) | slots(.price) | slots(.score) | slots(.scale)
            | slots(.engagedSeconds) | slots(.engagedMilliseconds)
    }

    /// The slot of a role that messages name: of those that the vendor fills the first.
    func firstSlot(_ role: FieldRole) -> UInt8 {
        let all = slots(role)
        let filled = specifications.indices.first {
            all & (1 << UInt64($0)) != 0 && !specifications[$0].isLenient
        }
        return UInt8(filled ?? min(all.trailingZeroBitCount, 63))
    }

    /// How many of an amount's units make a whole one, in an event with these fields.
    @inline(__always)
    func units(_ slot: UInt8, _ present: UInt64) -> Double {
        slots(.hundredths) & (1 << UInt64(slot)) != 0 && present & slots(.activity) != 0 ? 100 : 1
    }

    /// The text that stands for a role without a field; empty where there is none.
    @inline(__always)
    func constant(_ role: FieldRole) -> ByteSlice { roles.constant(role) }

    @inline(__always)
    func unit(_ slot: UInt8) -> TimeUnit { TimeUnit(rawValue: units[Int(slot)]) ?? .text }

    /// The reason that a value of the wrong kind in this slot gives.
    func reason(ofSlot slot: UInt8) -> RejectionReason {
        let bit: UInt64 = 1 << UInt64(slot)
        if slots(.type) & bit != 0 { return .type }
        return slots(.time) & bit != 0 ? .time : .field
    }
}
