// SPDX-License-Identifier: Apache-2.0

/// Segment's calls (`page`, `screen`, `track`, `identify`, `alias`, `group`) as events.
///
/// `timestamp` is already corrected for the device's clock and is taken as it is. There is no
/// session id. A mail is told by `email_id` and the person the event names.
enum SegmentDecoder {
    private static let track = ByteSlice("track")

    /// Decodes the element at hand, the user's `own` names of events first; false when its type is not
    /// wanted.
    static func decode(
        _ reader: borrowing FieldReader,
        _ assembler: inout EventAssembler,
        own: EventNames,
        timestamp: Int64,
        into event: inout Event
    ) throws(DecodeError) -> Bool {
        let call = reader.string(.type)
        guard !call.isEmpty else { throw error(.type, .missing, .type) }
        event = assembler.blank
        let name = try setType(call, own, reader, &event)
        try setTimes(reader, timestamp, &event)
        guard assembler.wanted.contains(event.type) else { return false }
        if event.channel == .web, isOfApp(reader) { event.channel = .app }
        setIdentities(reader, assembler.identities, &event)
        try setValue(reader, &event)
        assembler.setObject(object(of: event.type, reader), &event)
        assembler.setTraffic(
            medium: reader.string(.contextMedium),
            source: reader.string(.contextSource),
            referrer: text(of: .referrer, reader),
            &event
        )
        event.name = assembler.identities.identity(name, .name)
        assembler.fillDimensions(&event) { dimension in
            dimension == .name ? name : text(of: dimension, reader)
        }
        return true
    }

    /// Sets type, subtype and channel; gives the event's name.
    private static func setType(
        _ call: ByteSlice,
        _ own: EventNames,
        _ reader: borrowing FieldReader,
        _ event: inout Event
    ) throws(DecodeError) -> ByteSlice {
        let isTrack = call.equals(track)
        var name = isTrack ? reader.string(.event) : reader.string(.name)
        guard !isTrack || !name.isEmpty else { throw error(.type, .missing, .event) }
        if !own.isEmpty, let meaning = own.meaning(of: isTrack ? name : call) {
            event.type = meaning.type
            event.subtype = meaning.subtype
            if meaning.subtype == .machine { event.flags.insert(.nonHuman) }
            if name.isEmpty { name = call }
        } else if !isTrack {
            event.type = SegmentEvent.call(call).type
        } else if let meaning = SegmentEvent.track(name) {
            event.type = meaning.type
            event.subtype = meaning.subtype
        }
        if !isTrack, event.type == .other { name = call }
        let isPush = event.subtype == .push || event.subtype == .inapp
        event.channel = isPush ? .push : event.type.defaultChannel
        return name
    }

    /// Whether an app's library made the call: by its own name, else by the device's type.
    ///
    /// The system tells where there is neither: a page in a phone's browser has one, too.
    private static func isOfApp(_ reader: borrowing FieldReader) -> Bool {
        let library = reader.string(.library)
        if AppWords.contain(library) { return true }
        let device = reader.string(.deviceType)
        if !device.isEmpty { return AppWords.haveSystem(device) }
        return library.isEmpty && AppWords.haveSystem(reader.string(.system))
    }

    private static func setTimes(
        _ reader: borrowing FieldReader,
        _ timestamp: Int64,
        _ event: inout Event
    ) throws(DecodeError) {
        guard reader.has(.timestamp) else {
            throw error(.time, .missing, .timestamp)
        }
        guard let time = reader.time(.timestamp) else {
            throw error(.time, .unreadable, .timestamp)
        }
        event.time = time
        guard reader.has(.receivedAt) else {
            event.received = timestamp < 0 ? time : timestamp
            return
        }
        guard let received = reader.time(.receivedAt) else {
            throw error(.field, .unreadable, .receivedAt)
        }
        event.received = received
        event.flags.insert(.hasReceived)
    }

    private static func setIdentities(
        _ reader: borrowing FieldReader,
        _ identities: IdentityHasher,
        _ event: inout Event
    ) {
        identities.setID(reader.string(.messageID), orHashOf: reader.bytes, &event)
        event.user = identities.identity(reader.string(.userID), .user)
        let anonymous = reader.first(.anonymousID, .previousID)
        event.anonymous = identities.identity(anonymous, .anonymous)
        event.device = identities.identity(reader.string(.deviceID), .device)
        identities.setMessage(
            reader.first(.emailID, .providerMessageID),
            recipient: ByteSlice(""),
            &event
        )
    }

    private static func setValue(
        _ reader: borrowing FieldReader,
        _ event: inout Event
    ) throws(DecodeError) {
        // An order is worth its revenue: its total has shipping and tax in it.
        let isOrder = event.type == .order
        let fields: (SegmentField, SegmentField, SegmentField) =
            isOrder ? (.revenue, .total, .value) : (.value, .revenue, .total)
        guard let field = reader.firstPresent(fields),
            let value = reader.number(field.rawValue)
        else { return }
        event.value = try PlausibleNumber.check(
            value,
            slot: field.rawValue,
            format: .segment
        )
        event.flags.insert(.hasValue)
        event.currency = CurrencyCode.pack(reader.string(.currency)) ?? 0
    }

    private static func object(
        of type: EventType,
        _ reader: borrowing FieldReader
    ) -> ByteSlice {
        switch type {
        case .screenView: return reader.string(.name)
        case .order: return reader.string(.orderID)
        case .messageClicked: return reader.string(.linkURL)
        case .interaction:
            let product = reader.string(.productID)
            if !product.isEmpty { return product }
        default: break
        }
        let url = reader.first(.url, .pageURL)
        if !url.isEmpty || type != .pageView { return url }
        return reader.first(.path, .name)
    }

    @inline(__always)
    private static func text(
        of dimension: Dimension,
        _ reader: borrowing FieldReader
    ) -> ByteSlice {
        switch dimension {
        case .campaign:
            let own = reader.first(.campaignID, .campaignName)
            return own.isEmpty ? reader.string(.contextCampaign) : own
        case .content: return reader.string(.contextContent)
        case .country: return reader.string(.country)
        case .list: return reader.string(.listID)
        case .medium: return reader.string(.contextMedium)
        case .platform: return reader.first(.system, .deviceType)
        case .referrer: return reader.first(.referrer, .pageReferrer)
        case .segment: return reader.string(.segment)
        default: return ByteSlice("")
        }
    }
}

extension SegmentDecoder {
    fileprivate static func error(
        _ reason: RejectionReason,
        _ problem: DecodeError.Problem,
        _ field: SegmentField
    ) -> DecodeError {
        DecodeError(reason, problem, slot: field.rawValue, format: .segment)
    }
}

extension FieldReader {
    fileprivate func has(_ field: SegmentField) -> Bool { has(field.rawValue) }
    fileprivate func string(_ field: SegmentField) -> ByteSlice { string(field.rawValue) }
    fileprivate func time(_ field: SegmentField) -> Int64? { time(field.rawValue) }

    /// The first string of the two that is not empty.
    fileprivate func first(_ field: SegmentField, _ other: SegmentField) -> ByteSlice {
        let text = string(field)
        return text.isEmpty ? string(other) : text
    }

    fileprivate func firstPresent(
        _ fields: (SegmentField, SegmentField, SegmentField)
    ) -> SegmentField? {
        if has(fields.0) { return fields.0 }
        if has(fields.1) { return fields.1 }
        return has(fields.2) ? fields.2 : nil
    }
}
