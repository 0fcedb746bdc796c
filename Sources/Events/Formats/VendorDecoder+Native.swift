// SPDX-License-Identifier: Apache-2.0

extension VendorDecoder {
    /// Sets what only the native event tells, by its rules: a word that is none of a field's fails
    /// the event.
    static func setNative(
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ faults: VendorFaults,
        _ event: inout Event
    ) throws(DecodeError) {
        setSubtype(reader.text(.bounce, vendor), &event)
        if let index = try word(.channel, NativeDecoder.channels, reader, vendor, faults) {
            event.channel = Channel(rawValue: index) ?? event.channel
        }
        if let index = try word(.phase, NativeDecoder.phases, reader, vendor, faults) {
            event.phase = EventPhase(rawValue: index) ?? .none
        }
        if let index = try word(.mode, NativeDecoder.modes, reader, vendor, faults) {
            event.mode = ParticipationMode(rawValue: index) ?? .none
        }
        if reader.answer(.human, vendor) == false { event.flags.insert(.nonHuman) }
        if reader.answer(.paid, vendor) == true { event.flags.insert(.paid) }
        if reader.answer(.own, vendor) == true { event.flags.insert(.own) }
        let currency = reader.text(.currency, vendor)
        if !currency.isEmpty {
            guard let code = CurrencyCode.pack(currency) else {
                throw faults.error(.field, .unknownWord, vendor.firstSlot(.currency))
            }
            event.currency = code
        }
        if let (slot, scale) = reader.quantity(.scale, vendor), scale <= 0 {
            throw faults.error(.field, .outOfRange, slot)
        }
        try setSentiment(reader, vendor, faults, &event)
    }

    /// Refuses a text where a number belongs, which would be missing from sums without a trace.
    static func refuseText(
        _ role: FieldRole,
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ faults: VendorFaults
    ) throws(DecodeError) {
        guard !reader.text(role, vendor).isEmpty,
            let slot = reader.filledSlot(role, vendor)
        else { return }
        throw faults.error(.field, .wrongKind, slot)
    }

    private static func setSubtype(_ text: ByteSlice, _ event: inout Event) {
        guard !text.isEmpty, event.subtype == .none else { return }
        event.subtype = NativeDecoder.subtype(named: text) ?? .other
        if event.subtype == .push || event.subtype == .inapp { event.channel = .push }
        if event.subtype == .machine { event.flags.insert(.nonHuman) }
    }

    private static func setSentiment(
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ faults: VendorFaults,
        _ event: inout Event
    ) throws(DecodeError) {
        if let (slot, value) = reader.quantity(.sentiment, vendor) {
            guard value.magnitude <= 1 else { throw faults.error(.field, .outOfRange, slot) }
            event.sentiment = Float(value)
        } else if let index = try word(
            .sentiment,
            NativeDecoder.sentiments,
            reader,
            vendor,
            faults
        ) {
            event.sentiment = Float(index) - 1
        } else {
            return
        }
        event.flags.insert(.hasSentiment)
    }

    /// The index of a role's word in its table; nil where there is none.
    private static func word(
        _ role: FieldRole,
        _ table: NameTable,
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ faults: VendorFaults
    ) throws(DecodeError) -> UInt8? {
        let text = reader.text(role, vendor)
        guard !text.isEmpty else { return nil }
        guard let index = table.index(of: text) else {
            throw faults.error(.field, .unknownWord, vendor.firstSlot(role))
        }
        return UInt8(index)
    }
}
