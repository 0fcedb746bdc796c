// SPDX-License-Identifier: Apache-2.0

/// Turns the texts and numbers of an element into the fields of an event.
///
/// Hashes ids, cleans and interns dimension values. Shared by all formats; one source, one thread.
struct EventAssembler: ~Copyable, Sendable {
    /// Numbers beyond this are no measurement: every integer below is exact in a double.
    static let numberLimit = 1e15

    let wanted: EventTypeSet
    let hash: SipHash
    /// For event ids, which mean something only within their source.
    private let eventHash: SipHash
    private let format: InputFormat
    private let slots: DimensionSlots
    private let sourceNumber: UInt32
    private var cleaner: TextCleaner
    /// Of the element at hand.
    private var object = ByteSlice("")
    private var parameters = CampaignParameters()

    init(
        format: InputFormat,
        schema: EventSchema,
        source: String,
        dictionaries: [ValueDictionary]
    ) {
        self.format = format
        wanted = schema.wanted
        hash = SipHash(key: schema.key)
        var source = source
        eventHash = source.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return SipHash(key: schema.key) }
            let slice = unsafe ByteSlice(start: start, count: bytes.count)
            return SipHash(key: schema.key).derived(for: slice, .source)
        }
        slots = DimensionSlots(schema.dimensions, dictionaries)
        sourceNumber = schema.slot(of: .source).map { dictionaries[$0].intern(source) } ?? 0
        cleaner = TextCleaner(keptParameters: schema.keptParameters)
    }

    /// Begins a new element.
    @inline(__always)
    mutating func reset() {
        cleaner.reset()
        object = ByteSlice("")
        parameters = CampaignParameters()
    }

    /// The keyed hash of an id, 0 where there is none.
    @inline(__always)
    func identity(_ text: ByteSlice, _ kind: IdentityKind) -> UInt64 {
        text.isEmpty ? 0 : hash.identity(text, kind)
    }

    /// Sets the event's id, or a hash of the whole element where the source gives none.
    @inline(__always)
    func setID(_ text: ByteSlice, orHashOf element: ByteSlice, _ event: inout Event) {
        if text.isEmpty {
            event.id = eventHash.identity(element, .content)
        } else {
            event.id = eventHash.identity(text, .event)
            event.flags.insert(.hasID)
        }
    }

    /// Sets the message from its provider's id and its recipient; without one, the person known
    /// to the event stands for it.
    func setMessage(_ text: ByteSlice, recipient: ByteSlice, _ event: inout Event) {
        guard !text.isEmpty else { return }
        let person = event.user != 0 ? event.user : event.anonymous
        let owner = recipient.isEmpty ? person : hash.identity(recipient, .recipient)
        event.message = hash.identity(hash.identity(text, .message), owner, .message)
    }

    /// Sets the object, cut to what may be kept.
    @inline(__always)
    mutating func setObject(_ text: ByteSlice, _ event: inout Event) {
        guard !text.isEmpty else { return }
        object = cleaner.clean(text, &parameters)
        event.object = identity(object, .object)
    }

    /// Fills the active dimensions from the format's own text of each, empty where it has none.
    ///
    /// What stays empty of the campaign comes from the object's URL.
    @inline(__always)
    mutating func fillDimensions(_ event: inout Event, text: (Dimension) -> ByteSlice) {
        for slot in 0..<slots.count {
            let dimension = slots.dimension(slot)
            if dimension == .source {
                event.dimensions[slot] = sourceNumber
            } else {
                let value = value(of: dimension, event.channel, text(dimension))
                event.dimensions[slot] = slots.intern(value, slot)
            }
        }
    }

    @inline(__always)
    private mutating func value(
        of dimension: Dimension,
        _ channel: Channel,
        _ text: ByteSlice
    ) -> ByteSlice {
        switch dimension {
        case .object: object
        case .channel: channel.literal
        case .referrer: text.isEmpty ? text : cleaner.host(text)
        case .campaign: text.isEmpty ? parameter(parameters.campaign) : cleaner.clean(text)
        case .medium: text.isEmpty ? parameter(parameters.medium) : cleaner.clean(text)
        case .content: text.isEmpty ? parameter(parameters.content) : cleaner.clean(text)
        default: cleaner.clean(text)
        }
    }

    private mutating func parameter(_ text: ByteSlice) -> ByteSlice {
        text.isEmpty ? text : cleaner.clean(cleaner.decode(text))
    }

    /// The number, if it is one that can be meant.
    @inline(__always)
    func number(_ value: Double, slot: UInt8) throws(DecodeError) -> Double {
        guard value.magnitude <= Self.numberLimit else { throw error(.field, .outOfRange, slot) }
        return value
    }

    /// The currency code as `Event.currency` holds it, or nil if it is none.
    func currency(_ text: ByteSlice) -> UInt32? {
        guard text.count == 3 else { return nil }
        var code: UInt32 = 0
        for index in 0..<3 {
            let letter = text[index] & 0xDF
            guard UInt8(ascii: "A")...UInt8(ascii: "Z") ~= letter else { return nil }
            code |= UInt32(letter) << UInt32(8 * index)
        }
        return code
    }

    @inline(never)
    func error(
        _ reason: RejectionReason,
        _ problem: DecodeError.Problem,
        _ slot: UInt8
    ) -> DecodeError {
        DecodeError(reason, problem, slot: slot, format: format)
    }
}

extension Channel {
    /// The name as bytes that live as long as the program.
    fileprivate var literal: ByteSlice {
        switch self {
        case .web: ByteSlice("web")
        case .app: ByteSlice("app")
        case .email: ByteSlice("email")
        case .push: ByteSlice("push")
        case .sms: ByteSlice("sms")
        case .social: ByteSlice("social")
        case .feedback: ByteSlice("feedback")
        case .business: ByteSlice("business")
        }
    }
}
