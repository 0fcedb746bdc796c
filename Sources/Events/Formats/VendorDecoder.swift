// SPDX-License-Identifier: Apache-2.0

/// The events of any format that is a table (`VendorFormat`).
enum VendorDecoder {
    /// Decodes the element at hand; false when its type is not wanted.
    static func decode(
        _ reader: borrowing FieldReader,
        _ assembler: inout EventAssembler,
        _ vendor: borrowing VendorFormat,
        format: InputFormat,
        timestamp: Int64,
        into event: inout Event
    ) throws(DecodeError) -> Bool {
        event = assembler.blank
        let faults = VendorFaults(format: format, labels: vendor.labels)
        let name = try setType(reader, vendor, faults, &event)
        try setTimes(reader, vendor, faults, timestamp, &event)
        guard assembler.wanted.contains(event.type) else { return false }
        setIdentities(reader, vendor, assembler.identities, &event)
        if vendor.isNative || event.type == .engagement || reader.present & vendor.numbers != 0 {
            try setNumbers(reader, vendor, faults, &event)
        }
        if event.type == .totals { try setTotals(reader, vendor, faults, &event) }
        setFlags(reader, vendor, &assembler.agents, &event)
        event.stage = NativeDecoder.stage(named: reader.text(.stage, vendor))
        if vendor.isNative { try setNative(reader, vendor, faults, &event) }
        assembler.setObject(object(of: event.type, reader, vendor), &event)
        assembler.setTraffic(
            medium: reader.text(.medium, vendor),
            source: reader.text(.origin, vendor),
            referrer: reader.text(.referrer, vendor),
            &event
        )
        event.name = assembler.identities.identity(name, .name)
        assembler.fillDimensions(&event) { dimension in
            if dimension == .name { return name }
            return FieldRole(dimension).map { reader.text($0, vendor) } ?? ByteSlice("")
        }
        return true
    }

    /// Sets type, subtype and channel; gives the event's name.
    private static func setType(
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ faults: VendorFaults,
        _ event: inout Event
    ) throws(DecodeError) -> ByteSlice {
        let type = reader.text(.type, vendor)
        guard !type.isEmpty else {
            guard let (name, meaning) = vendor.signs.found(reader.present) else {
                throw faults.missing(.type, vendor.firstSlot(.type))
            }
            let told = vendor.own.meaning(of: name) ?? meaning
            event.type = told.type
            event.subtype = told.subtype
            event.channel = told.channel ?? meaning.channel ?? told.type.defaultChannel
            return name
        }
        let name = reader.text(.name, vendor)
        if let type = vendor.onlyType {
            event.type = type
            event.channel = type.defaultChannel
            return name
        }
        var channel: Channel?
        let own = vendor.own.isEmpty ? nil : vendor.ownMeaning(of: type, named: name, reader)
        let found =
            own ?? reader.firstMeaning(.type, vendor) { vendor.meaning(of: $0, named: name) }
        // The last is for a type that stands for all events, which no field tells.
        if var meaning = found ?? (vendor.isNative ? vendor.meaning(of: type, named: name) : nil) {
            if meaning.type == .messageBounced, own == nil || meaning.subtype == .none {
                meaning =
                    reader.firstMeaning(.bounce, vendor) { vendor.bounces.meaning(of: $0) }
                    ?? meaning
            }
            event.type = meaning.type
            event.subtype = meaning.subtype
            if vendor.knowsNativeNames, meaning.subtype == .none,
                let subtype = NativeDecoder.subtype(named: reader.text(.bounce, vendor))
            {
                event.subtype = subtype
            }
            if event.subtype == .machine { event.flags.insert(.nonHuman) }
            channel = meaning.channel
        }
        if vendor.hasWebSessions, own == nil { setWebSession(reader, vendor, &event) }
        event.channel = channel ?? Self.channel(reader, vendor, event.type, event.subtype)
        if vendor.isNative, event.type == .other || own == nil {
            return event.type == .other ? type : name
        }
        return name.isEmpty ? type : name
    }

    private static func setTimes(
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ faults: VendorFaults,
        _ timestamp: Int64,
        _ event: inout Event
    ) throws(DecodeError) {
        guard let slot = reader.filledSlot(.time, vendor) else {
            if vendor.onlyType != nil, timestamp >= 0 {
                event.time = timestamp
                event.received = timestamp
                return
            }
            throw faults.missing(.time, vendor.firstSlot(.time))
        }
        guard let time = reader.time(slot, vendor.unit(slot)) else {
            throw faults.error(.time, .notInUnit, slot)
        }
        event.time = time
        event.received = timestamp < 0 ? time : timestamp
        guard let slot = reader.filledSlot(.received, vendor) else { return }
        guard let received = reader.time(slot, vendor.unit(slot)) else {
            throw faults.error(.field, .notInUnit, slot)
        }
        event.received = received
        event.flags.insert(.hasReceived)
    }

    private static func setIdentities(
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ identities: IdentityHasher,
        _ event: inout Event
    ) {
        setID(reader, vendor, identities, &event)
        switch vendor.identity {
        case .separate:
            event.user = identities.identity(reader.text(.user, vendor), .user)
            event.anonymous = identities.identity(reader.text(.anonymous, vendor), .anonymous)
            event.device = identities.identity(reader.text(.device, vendor), .device)
            let parts = vendor.slots(.fingerprint)
            if parts != 0, event.anonymous == 0 {
                event.anonymous = reader.identity(of: parts, .anonymous, identities)
            }
        case .distinct:
            let distinct = reader.text(.distinct, vendor)
            let isJoin = event.type == .alias
            let device = reader.text(isJoin ? .joined : .anonymous, else: .anonymous, vendor)
            let own = distinct.dropping("$device:")
            event.user = identities.identity(own, .user)
            event.anonymous = identities.identity(device.dropping("$device:"), .user)
            if own.count < distinct.count || event.anonymous == event.user {
                event.anonymous = event.anonymous == 0 ? event.user : event.anonymous
                event.user = 0
            }
        }
        event.session = identities.identity(reader.text(.session, vendor), .session)
        event.response = identities.identity(reader.text(.response, vendor), .response)
        event.thread = identities.identity(reader.text(.thread, vendor), .thread)
        identities.setMessage(
            vendor.message(reader.text(.message, vendor)),
            recipient: reader.text(.recipient, vendor),
            &event
        )
    }

    private static func setID(
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ identities: IdentityHasher,
        _ event: inout Event
    ) {
        let parts = vendor.slots(.idPart)
        // Without its own id the other parts would make one event of many.
        let id = reader.text(.id, vendor)
        let isKnown = vendor.slots(.id) == 0 || !id.isEmpty
        let scope = vendor.slots(.idScope)
        if isKnown, reader.present & parts != 0 {
            event.id = reader.identity(of: parts | scope, .event, identities)
            event.flags.insert(.hasID)
            return
        }
        let daily = reader.text(.dailyID, vendor)
        if daily.isEmpty {
            identities.setID(id, orHashOf: reader.bytes, &event)
            // A total that returns to what it was is another reading of it.
            if vendor.onlyType == .totals || scope != 0, !event.flags.contains(.hasID) {
                identities.tellApart(byTimeOf: &event)
            }
            if scope != 0 {
                identities.tellApart(by: reader.identity(of: scope, .event, identities), &event)
            }
        } else {
            identities.setID(daily, ofDay: event.time / 86_400_000, &event)
        }
    }

    private static func setNumbers(
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ faults: VendorFaults,
        _ event: inout Event
    ) throws(DecodeError) {
        // An order is worth its revenue: other amounts may have shipping and tax in them.
        let value =
            switch event.type {
            case .order:
                reader.quantity(.revenue, vendor) ?? reader.cost(vendor)
                    ?? reader.quantity(.value, vendor)
            case .engagement:
                reader.quantity(.engagedSeconds, vendor).map { ($0.0, $0.1 * 1000) }
                    ?? reader.quantity(.engagedMilliseconds, vendor)
                    ?? reader.quantity(.value, vendor)
            default: reader.quantity(.value, vendor) ?? reader.quantity(.revenue, vendor)
            }
        if vendor.isNative, value == nil {
            try refuseText(.value, reader, vendor, faults)
        }
        if let (slot, value) = value {
            event.value = try faults.plausible(value / vendor.units(slot, reader.present), slot)
            guard value >= 0 || event.type != .engagement else {
                throw faults.error(.field, .outOfRange, slot)
            }
            event.flags.insert(.hasValue)
            event.currency = CurrencyCode.pack(reader.text(.currency, vendor)) ?? 0
        }
        if event.type == .engagement, value == nil, let time = vendor.pingMilliseconds {
            event.value = time
            event.flags.insert(.hasValue)
        }
        if let (slot, score) = reader.quantity(.score, vendor) {
            event.score = try faults.plausible(score, slot)
            event.flags.insert(.hasScore)
        } else if vendor.isNative {
            try refuseText(.score, reader, vendor, faults)
        }
        if let (slot, scale) = reader.quantity(.scale, vendor), scale > 0 {
            event.scale = try faults.plausible(scale, slot)
        } else if event.flags.contains(.hasScore) {
            event.scale = vendor.scales.scale(of: reader.text(.answerKind, vendor)) ?? 0
        }
    }

    private static func setTotals(
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ faults: VendorFaults,
        _ event: inout Event
    ) throws(DecodeError) {
        for metric in TotalsMetric.allCases {
            guard let (slot, first) = reader.quantity(FieldRole(metric), vendor) else { continue }
            let more = metric == .shares ? reader.quantity(.moreShares, vendor)?.1 ?? 0 : 0
            let total = first + more
            guard total >= 0, total <= TotalsMetric.limit else {
                throw faults.error(.field, .outOfRange, slot)
            }
            event.totals[Int(metric.rawValue)] = total
        }
    }

    private static func setFlags(
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ agents: inout AgentVerdicts,
        _ event: inout Event
    ) {
        if let slot = reader.slot(.machine, vendor), reader.isTrue(slot) {
            event.flags.insert(.nonHuman)
            if event.type == .messageOpened { event.subtype = .machine }
        }
        if let slot = reader.slot(.own, vendor), reader.isTrue(slot) { event.flags.insert(.own) }
        if !reader.text(.bot, vendor).isEmpty { event.flags.insert(.nonHuman) }
        if reader.mayBeBrowser(vendor), agents.isProgram(reader.text(.agent, vendor)) {
            event.flags.insert(.nonHuman)
        }
        if let slot = reader.slot(.human, vendor), reader.isFalse(slot) {
            event.flags.insert(.nonHuman)
        }
    }

    private static func object(
        of type: EventType,
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat
    ) -> ByteSlice {
        switch type {
        case .screenView: return reader.text(.screen, else: .object, vendor)
        case .order: return reader.text(.order, else: .object, vendor)
        case .messageClicked: return reader.text(.link, else: .object, vendor)
        case .surveyInvited, .surveyAnswered: return reader.text(.survey, else: .object, vendor)
        case .interaction:
            let product = reader.text(.product, vendor)
            if !product.isEmpty { return product }
        default: break
        }
        return reader.text(.page, else: .object, vendor)
    }
}
