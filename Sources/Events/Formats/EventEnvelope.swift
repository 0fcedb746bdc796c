// SPDX-License-Identifier: Apache-2.0

/// The envelope of CloudEvents around another format's event: which slots the attributes have.
///
/// The fields of the format in `data` keep their slots, so that its decoder reads them as ever; the
/// attributes follow. `cloudevents` itself has them in front.
struct EventEnvelope: Sendable {
    /// How an event came.
    enum Mode: UInt8, Sendable {
        /// Without an envelope.
        case bare
        /// The attributes are members of the value, which holds the event in `data`.
        case structured
        /// The attributes are headers of the record, whose value is `data`.
        case binary
    }

    /// The format in `data`; nil: what `cloudevents` knows by itself.
    let data: InputFormat?
    /// The slot of the first attribute.
    private let firstSlot: UInt8
    /// The slots of type and time in `data` that the envelope's stand in for; nil: the table of the
    /// format names the envelope's besides its own.
    private let loans: (type: UInt8, time: UInt8)?
    /// What the envelope's type means.
    private let meanings = CloudEvents.format

    /// The envelope around a format, which is one of JSON; nil: around what `cloudevents` knows.
    init(around data: InputFormat?) {
        self.data = data
        firstSlot = UInt8(data?.fields.count ?? 0)
        loans =
            switch data {
            case .native: (NativeField.type.rawValue, NativeField.time.rawValue)
            case .segment: (SegmentField.type.rawValue, SegmentField.timestamp.rawValue)
            default: nil
            }
    }

    /// The fields of envelope and data.
    var fields: [FieldSpecification] {
        guard let data else { return CloudEvents.format.specifications }
        return data.fields.map { field in
            // An envelope is around one event: a batch in it is refused, in whatever mode.
            let isBatch = field.kinds == .events
            return FieldSpecification(
                "data.\(field.path)",
                isBatch ? [] : field.kinds,
                isLenient: field.isLenient && !isBatch
            )
        } + Self.own
    }

    /// The table of the format in `data`, which knows the attributes, too; nil: it is no table.
    var vendor: VendorFormat? {
        guard let data else { return CloudEvents.format }
        return data.vendor?.adding([
            (.type, slot(.type)), (.time, slot(.time)),
        ])
    }

    private static let own =
        EventAttribute.allCases.map { FieldSpecification("\($0)", .string) } + [
            FieldSpecification("data", [.object, .string])
        ]

    @inline(__always)
    func slot(_ attribute: EventAttribute) -> UInt8 { firstSlot + attribute.rawValue }

    /// The attribute in a slot, or nil.
    func attribute(ofSlot slot: UInt8) -> EventAttribute? {
        slot < firstSlot ? nil : EventAttribute(rawValue: slot - firstSlot)
    }

    /// Lets type and time of the envelope stand in where the event in `data` has none.
    ///
    /// - Parameters:
    ///   - reader: The event at hand.
    ///   - own: The user's names of events, which are asked for the whole type and for its last word.
    /// - Returns: The slots of those that do, one bit each.
    func lend(_ reader: borrowing FieldReader, own: borrowing EventNames) -> UInt64 {
        guard let loans else { return 0 }
        var lent: UInt64 = 0
        if reader.text(loans.type).isEmpty {
            lent |= lend(type(reader.string(slot(.type)), own), to: loans.type, reader)
        }
        if reader.text(loans.time).isEmpty {
            lent |= lend(reader.string(slot(.time)), to: loans.time, reader)
        }
        return lent
    }

    private func lend(
        _ text: ByteSlice,
        to slot: UInt8,
        _ reader: borrowing FieldReader
    ) -> UInt64 {
        guard !text.isEmpty else { return 0 }
        reader.fill(slot, text)
        return 1 << UInt64(slot)
    }

    /// The type that a native event would have, where the envelope's means one; else its last word.
    ///
    /// What the user named stays as it is.
    private func type(_ text: ByteSlice, _ own: borrowing EventNames) -> ByteSlice {
        if !own.isEmpty {
            if own.meaning(of: text) != nil { return text }
            if own.meaning(of: text.lastName) != nil { return text.lastName }
        }
        guard data == .native, let meaning = meanings.meaning(of: text) else {
            return text.lastName
        }
        return NativeDecoder.name(of: meaning.type)
    }

    /// Gives an event without an id that of the envelope: source and id together.
    func identify(
        _ event: inout Event,
        _ reader: borrowing FieldReader,
        _ mode: Mode,
        _ identities: IdentityHasher
    ) {
        guard !event.flags.contains(.hasID) else { return }
        func bit(_ attribute: EventAttribute) -> UInt64 { 1 << UInt64(slot(attribute)) }
        if !reader.string(slot(.id)).isEmpty {
            let parts = bit(.source) | bit(.id)
            event.id = reader.identity(of: parts, .event, identities)
            event.flags.insert(.hasID)
        } else if mode == .binary {
            // The value alone would make one event of many.
            let parts = bit(.type) | bit(.time) | bit(.source)
            identities.tellApart(by: reader.identity(of: parts, .event, identities), &event)
        }
    }

    /// An error of the decoder of `data`, told by what is at fault in the record.
    @inline(never)
    func told(_ error: DecodeError, lent: UInt64, _ mode: Mode) -> DecodeError {
        var told = error
        told.mode = mode
        let isLent = lent >> UInt64(error.slot) & 1 != 0
        guard let loans, isLent || error.problem == .missing else { return told }
        // What is missing in both, or was lent, is a matter of the envelope.
        if error.slot == loans.type { told.slot = slot(.type) }
        if error.slot == loans.time { told.slot = slot(.time) }
        if isLent, error.problem == .unreadable { told.problem = .notInUnit }
        return told
    }

    /// The reason that a value of the wrong kind in this slot gives.
    func reason(ofSlot slot: UInt8) -> RejectionReason {
        attribute(ofSlot: slot)?.reason ?? data?.reason(ofSlot: slot) ?? .field
    }

    /// What messages call the field in a slot.
    func place(ofSlot slot: UInt8, _ mode: Mode) -> String {
        if let attribute = attribute(ofSlot: slot) {
            return mode == .binary ? "header 'ce_\(attribute)'" : "field '\(attribute)'"
        }
        let path = Int(slot) < fields.count ? fields[Int(slot)].path : ""
        let isShort = mode == .binary && path.hasPrefix("data.")
        return "field '\(isShort ? String(path.dropFirst(5)) : path)'"
    }
}
