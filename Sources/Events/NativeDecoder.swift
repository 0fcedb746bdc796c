// SPDX-License-Identifier: Apache-2.0

/// The native event: fields as the format names them.
enum NativeDecoder {
    private static let types = NameTable(EventType.names)
    private static let subtypes = NameTable(Subtype.allCases.map { "\($0)" })

    /// The subtype of a name, where it is one of the native event.
    static func subtype(named name: ByteSlice) -> Subtype? {
        guard !name.isEmpty, let index = subtypes.index(of: name) else { return nil }
        return Subtype(rawValue: UInt8(index))
    }

    /// The stage of a name, where it is one.
    static func stage(named name: ByteSlice) -> JourneyStage? {
        guard !name.isEmpty else { return nil }
        return stages.index(of: name).flatMap { JourneyStage(rawValue: UInt8($0)) }
    }

    /// The name of a type of the native event.
    static func name(of type: EventType) -> ByteSlice { types[Int(type.rawValue)] }

    static let channels = NameTable(Channel.allCases.map(\.name))
    static let phases = NameTable(EventPhase.allCases.map { "\($0)" })
    static let modes = NameTable(ParticipationMode.allCases.map { "\($0)" })
    private static let stages = NameTable(JourneyStage.allCases.map { "\($0)" })
    static let sentiments = NameTable(["negative", "neutral", "positive"])

    /// Decodes the element at hand, the user's `own` names of events first; false when its type is not
    /// wanted.
    // Called in two places; without this both lose 20 ns an event.
    @inline(__always)
    static func decode(
        _ reader: borrowing FieldReader,
        _ assembler: inout EventAssembler,
        own: EventNames,
        timestamp: Int64,
        into event: inout Event
    ) throws(DecodeError) -> Bool {
        let type = reader.string(.type)
        guard !type.isEmpty else { throw error(.type, .missing, .type) }
        let meaning = own.isEmpty ? nil : own.meaning(of: type)
        let kind =
            meaning?.type ?? types.index(of: type).flatMap { EventType(rawValue: UInt8($0)) }
            ?? .other
        // Of an event that nobody wants no more is told.
        let isWanted = assembler.wanted.contains(kind)
        if isWanted { event = assembler.blank }
        event.type = kind
        try setTimes(reader, timestamp, &event)
        guard isWanted else { return false }
        assembler.prefetchDimensions(of: event.type) { reader.string(field(of: $0)) }
        setIdentities(reader, assembler.identities, &event)
        try setKinds(reader, meaning?.subtype ?? .none, &event)
        try setNumbers(reader, &event)
        assembler.setObject(reader.string(.object), &event)
        assembler.setTraffic(
            medium: reader.string(.medium),
            source: ByteSlice(""),
            referrer: reader.string(.referrer),
            &event
        )
        let name = name(in: reader, type, isOwn: meaning != nil, event)
        event.name = assembler.identities.identity(name, .name)
        assembler.fillDimensions(&event) { dimension in
            dimension == .name ? name : reader.string(field(of: dimension))
        }
        return true
    }

    /// A type outside the list is told from others by its name; one that the user named as well,
    /// unless the event has a name besides.
    private static func name(
        in reader: borrowing FieldReader,
        _ type: ByteSlice,
        isOwn: Bool,
        _ event: borrowing Event
    ) -> ByteSlice {
        let name = reader.string(.name)
        return event.type == .other || isOwn && name.isEmpty ? type : name
    }

    private static func setTimes(
        _ reader: borrowing FieldReader,
        _ timestamp: Int64,
        _ event: inout Event
    ) throws(DecodeError) {
        guard reader.has(.time) else { throw error(.time, .missing, .time) }
        guard let time = reader.time(.time) else {
            throw error(.time, .unreadable, .time)
        }
        event.time = time
        guard reader.has(.received) else {
            event.received = timestamp < 0 ? time : timestamp
            return
        }
        guard let received = reader.time(.received) else {
            throw error(.field, .unreadable, .received)
        }
        event.received = received
        event.flags.insert(.hasReceived)
    }

    private static func setIdentities(
        _ reader: borrowing FieldReader,
        _ identities: IdentityHasher,
        _ event: inout Event
    ) {
        identities.setID(reader.string(.id), orHashOf: reader.bytes, &event)
        event.user = identities.identity(reader.string(.user), .user)
        event.anonymous = identities.identity(reader.string(.anonymous), .anonymous)
        event.device = identities.identity(reader.string(.device), .device)
        event.session = identities.identity(reader.string(.session), .session)
        event.response = identities.identity(reader.string(.response), .response)
        event.thread = identities.identity(reader.string(.thread), .thread)
        identities.setMessage(
            reader.string(.message),
            recipient: reader.string(.recipient),
            &event
        )
    }

    private static func setKinds(
        _ reader: borrowing FieldReader,
        _ known: Subtype,
        _ event: inout Event
    ) throws(DecodeError) {
        event.subtype = known
        let subtype = reader.string(.subtype)
        if known == .none, !subtype.isEmpty {
            let index = subtypes.index(of: subtype) ?? Int(Subtype.other.rawValue)
            event.subtype = Subtype(rawValue: UInt8(index)) ?? .other
        }
        let isPush = event.subtype == .push || event.subtype == .inapp
        event.channel = isPush ? .push : event.type.defaultChannel
        if let index = try word(.channel, channels, reader) {
            event.channel = Channel(rawValue: index) ?? event.channel
        }
        if let index = try word(.phase, phases, reader) {
            event.phase = EventPhase(rawValue: index) ?? .none
        }
        if let index = try word(.mode, modes, reader) {
            event.mode = ParticipationMode(rawValue: index) ?? .none
        }
        event.stage = stage(named: reader.string(.stage))
        if event.subtype == .machine || reader.bool(.human) == false {
            event.flags.insert(.nonHuman)
        }
        if reader.bool(.paid) == true { event.flags.insert(.paid) }
        if reader.bool(.own) == true { event.flags.insert(.own) }
    }

    private static func setNumbers(
        _ reader: borrowing FieldReader,
        _ event: inout Event
    ) throws(DecodeError) {
        if let value = try number(.value, reader) {
            let isTime = event.type == .engagement
            guard value >= 0 || !isTime else { throw error(.field, .outOfRange, .value) }
            event.value = value
            event.flags.insert(.hasValue)
        }
        if let score = try number(.score, reader) {
            event.score = score
            event.flags.insert(.hasScore)
        }
        if let scale = try number(.scale, reader) {
            guard scale > 0 else { throw error(.field, .outOfRange, .scale) }
            event.scale = scale
        }
        let currency = reader.string(.currency)
        if !currency.isEmpty {
            guard let code = CurrencyCode.pack(currency) else {
                throw error(.field, .unknownWord, .currency)
            }
            event.currency = code
        }
        if reader.has(.sentiment) { try setSentiment(reader, &event) }
        if reader.has(.totals) { try setTotals(reader, &event) }
    }

    private static func setSentiment(
        _ reader: borrowing FieldReader,
        _ event: inout Event
    ) throws(DecodeError) {
        if let index = try word(.sentiment, sentiments, reader) {
            event.sentiment = Float(index) - 1
        } else if reader.isString(.sentiment) {
            return
        } else {
            let value = try number(.sentiment, reader) ?? 0
            guard value.magnitude <= 1 else {
                throw error(.field, .outOfRange, .sentiment)
            }
            event.sentiment = Float(value)
        }
        event.flags.insert(.hasSentiment)
    }

    private static func setTotals(
        _ reader: borrowing FieldReader,
        _ event: inout Event
    ) throws(DecodeError) {
        for metric in TotalsMetric.allCases {
            let slot = NativeField.slot(of: metric)
            guard let total = reader.number(slot) else { continue }
            guard total >= 0, total <= TotalsMetric.limit else {
                throw DecodeError(.field, .outOfRange, slot: slot)
            }
            event.totals[Int(metric.rawValue)] = total
        }
    }

    /// The index of a word in its table, which few events need; nil where the field is absent.
    @inline(__always)
    private static func word(
        _ field: NativeField,
        _ table: @autoclosure () -> NameTable,
        _ reader: borrowing FieldReader
    ) throws(DecodeError) -> UInt8? {
        let text = reader.string(field)
        guard !text.isEmpty else { return nil }
        guard let index = table().index(of: text) else {
            throw error(.field, .unknownWord, field)
        }
        return UInt8(index)
    }

    private static func number(
        _ field: NativeField,
        _ reader: borrowing FieldReader
    ) throws(DecodeError) -> Double? {
        guard let value = reader.number(field.rawValue) else { return nil }
        return try PlausibleNumber.check(value, slot: field.rawValue, format: .native)
    }

    @inline(__always)
    private static func field(of dimension: Dimension) -> NativeField {
        switch dimension {
        case .browser: .browser
        case .campaign: .campaign
        case .channel: .channel
        case .content: .content
        case .country: .country
        case .label: .label
        case .list: .list
        case .medium: .medium
        case .name: .name
        case .object: .object
        case .persona: .persona
        case .platform: .platform
        case .question: .question
        case .referrer: .referrer
        case .segment: .segment
        case .source: .id  // never asked for: the source is a property of the input
        case .stage: .stage
        case .thread: .thread
        }
    }
}

extension NativeDecoder {
    fileprivate static func error(
        _ reason: RejectionReason,
        _ problem: DecodeError.Problem,
        _ field: NativeField
    ) -> DecodeError {
        DecodeError(reason, problem, slot: field.rawValue, format: .native)
    }
}

extension FieldReader {
    @inline(__always)
    fileprivate func has(_ field: NativeField) -> Bool { has(field.rawValue) }
    @inline(__always)
    fileprivate func string(_ field: NativeField) -> ByteSlice { string(field.rawValue) }
    @inline(__always)
    fileprivate func bool(_ field: NativeField) -> Bool? { bool(field.rawValue) }
    @inline(__always)
    fileprivate func isString(_ field: NativeField) -> Bool { isString(field.rawValue) }
    fileprivate func time(_ field: NativeField) -> Int64? { time(field.rawValue) }
}
