// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// Decodes the records of one source: bytes in, events or rejections out.
///
/// A record's value is one object, an array of them, or one a line. `open` it, then call `next`
/// until `.end`. Each element is exactly one of event, unwanted event and rejection; a broken one
/// leaves its neighbors alone. Belongs to one thread; allocates nothing once its buffers have
/// grown to the largest value seen. About 1 ns for each byte of an event.
public struct EventDecoder: ~Copyable, Sendable {
    private let format: InputFormat
    /// The format's table, where it is one.
    private let vendor: VendorFormat
    private let reader: FieldReader
    private var assembler: EventAssembler
    private var timestamp: Int64 = -1

    /// Makes a decoder.
    ///
    /// - Parameters:
    ///   - format: What the records hold.
    ///   - schema: What is needed of them.
    ///   - source: Value of the dimension `source`; event ids are unique within it.
    ///   - dictionaries: From `schema.makeDictionaries()`, shared by all decoders of the thread.
    ///   - mapping: What the settings add to the format; `mapped` is nothing without it.
    public init(
        format: InputFormat,
        schema: EventSchema,
        source: String,
        dictionaries: [ValueDictionary],
        mapping: EventMapping? = nil
    ) {
        self.format = format
        vendor = VendorFormat(of: format, mapping)
        reader = FieldReader(
            fields: format == .mapped ? vendor.specifications : format.fields,
            sizeLimit: schema.sizeLimit,
            layout: vendor.layout
        )
        assembler = EventAssembler(
            schema: schema,
            source: source,
            dictionaries: dictionaries
        )
    }

    /// Takes a record's value, which is copied.
    ///
    /// - Parameters:
    ///   - value: The bytes; a null value is an empty span.
    ///   - timestamp: The record's, in ms since 1970: `received` of events that give none.
    ///     Negative where the record has none; then `received` is the event's time.
    /// - Returns: Whether there is an element, good or bad.
    public mutating func open(_ value: RawSpan, timestamp: Int64) -> RecordContent {
        self.timestamp = timestamp
        return reader.open(value) ? .elements : .empty
    }

    /// Decodes the next element.
    ///
    /// - Parameter event: Written for `.event`; for `.unwanted` only type, time and received;
    ///   otherwise of no meaning.
    /// - Returns: What the element is, or `.end`.
    public mutating func next(_ event: inout Event) -> DecodeStep {
        let status = reader.advance()
        guard status != CSJ_END else { return .end }
        guard status == CSJ_ELEMENT else { return .rejected(reader.rejection(error(of: status))) }
        assembler.reset()
        do throws(DecodeError) {
            return try decode(&event) ? .event : .unwanted
        } catch {
            return .rejected(reader.rejection(error))
        }
    }

    /// A rejection of the element that `next` gave last, for a reason found only now.
    ///
    /// Valid until the next `open` or `next`.
    public func rejectLast(_ error: DecodeError) -> Rejection { reader.rejection(error) }

    @inline(__always)
    private mutating func decode(_ event: inout Event) throws(DecodeError) -> Bool {
        switch format {
        case .native:
            try NativeDecoder.decode(
                reader,
                &assembler,
                own: vendor.own,
                timestamp: timestamp,
                into: &event
            )
        case .segment:
            try SegmentDecoder.decode(
                reader,
                &assembler,
                own: vendor.own,
                timestamp: timestamp,
                into: &event
            )
        default:
            try VendorDecoder.decode(
                reader,
                &assembler,
                vendor,
                format: format,
                timestamp: timestamp,
                into: &event
            )
        }
    }

    @inline(never)
    private func error(of status: csj_status) -> DecodeError {
        let slot = reader.slotAtFault
        return switch status {
        case CSJ_BAD_UTF8: DecodeError(.utf8, .notUTF8)
        case CSJ_TOO_DEEP: DecodeError(.json, .tooDeep)
        case CSJ_NOT_OBJECT: DecodeError(.json, .notObject)
        case CSJ_TOO_LARGE: DecodeError(.size, .tooLarge)
        case CSJ_DUPLICATE_KEY: faults.error(.field, .duplicateKey, slot)
        case CSJ_WRONG_KIND: faults.error(reason(ofSlot: slot), .wrongKind, slot)
        default: faults.error(vendor.layout.malformed.reason, .malformed, 0)
        }
    }

    private var faults: VendorFaults { VendorFaults(format: format, labels: vendor.labels) }

    private func reason(ofSlot slot: UInt8) -> RejectionReason {
        format == .mapped ? vendor.reason(ofSlot: slot) : format.reason(ofSlot: slot)
    }
}
