// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// Decodes the records of one source: bytes in, events or rejections out.
///
/// A record's value is one object, an array of them, or one a line, and may be compressed with gzip
/// or Zstandard. `open` it, then call `next`
/// until `.end`. Each element is exactly one of event, unwanted event and rejection; a broken one
/// leaves its neighbors alone. Belongs to one thread; allocates nothing once its buffers have
/// grown to the largest value seen. About 1 ns for each byte of an event.
public struct EventDecoder: ~Copyable, Sendable {
    /// Whether headers of records say something of events.
    public var readsHeaders: Bool { format.readsHeaders }

    private let format: InputFormat
    /// The format's table, where it is one.
    private let vendor: VendorFormat
    private let reader: FieldReader
    private var assembler: EventAssembler
    private var timestamp: Int64 = -1
    /// Of `cloudevents`.
    private let envelope: EventEnvelope
    private var attributes = HeaderAttributes()
    private var mode = EventEnvelope.Mode.bare

    /// Makes a decoder.
    ///
    /// - Parameters:
    ///   - format: What the records hold.
    ///   - data: What the envelopes of `cloudevents` hold, a format of JSON; nil: anything by names
    ///     that are common.
    ///   - schema: What is needed of them.
    ///   - source: Value of the dimension `source`; event ids are unique within it.
    ///   - dictionaries: From `schema.makeDictionaries()`, shared by all decoders of the thread.
    ///   - mapping: What the settings add to the format; `mapped` is nothing without it.
    public init(
        format: InputFormat,
        data: InputFormat? = nil,
        schema: EventSchema,
        source: String,
        dictionaries: [ValueDictionary],
        mapping: EventMapping? = nil
    ) {
        self.format = format
        envelope = EventEnvelope(around: data)
        let isEnveloped = format == .cloudevents
        vendor = VendorFormat(of: format, mapping, in: envelope)
        reader = FieldReader(
            fields: isEnveloped
                ? envelope.fields : format == .mapped ? vendor.specifications : format.fields,
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
    ///   - headers: The record's as Kafka stores them, where the format reads them.
    ///   - timestamp: The record's, in ms since 1970; negative where it has none.
    /// - Returns: Whether there is an element, good or bad.
    public mutating func open(
        _ value: RawSpan,
        headers: RawSpan? = nil,
        timestamp: Int64
    ) -> RecordContent {
        unsafe open(value, isPadded: false, headers: headers, timestamp: timestamp)
    }

    /// The same, without a copy where that can be spared.
    ///
    /// Sound where `isPadded` is false, which always copies; or true, the memory that the value lies in ends
    /// with 64 zeros, and the value stays as it is until the next `open`.
    ///
    /// - Parameters:
    ///   - value: The bytes; a null value is an empty span.
    ///   - isPadded: Whether no copy is needed. What lies between the value and the zeros is read at most,
    ///     and means nothing.
    ///   - headers: The record's as Kafka stores them, where the format reads them.
    ///   - timestamp: The record's, in ms since 1970: `received` of events that give none.
    ///     Negative where the record has none; then `received` is the event's time.
    /// - Returns: Whether there is an element, good or bad.
    @unsafe
    public mutating func open(
        _ value: RawSpan,
        isPadded: Bool,
        headers: RawSpan? = nil,
        timestamp: Int64
    ) -> RecordContent {
        self.timestamp = timestamp
        if format == .cloudevents {
            mode = .structured
            if let headers, attributes.read(headers) {
                mode = .binary
                reader.open(value, below: "data")
                return .elements
            }
        }
        return unsafe reader.open(value, isPadded: isPadded) ? .elements : .empty
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

    /// A copy of the bytes of what `next` or `rejectLast` rejected last: all of the record's value as
    /// it came, or the element's.
    ///
    /// Valid until the next `open` or `next`.
    public func bytes(of rejection: Rejection, in value: RawSpan) -> [UInt8] {
        guard rejection.isWholeRecord else { return reader.bytes.copy }
        return unsafe value.withUnsafeBytes { unsafe [UInt8]($0) }
    }

    @inline(__always)
    private mutating func decode(_ event: inout Event) throws(DecodeError) -> Bool {
        if format == .cloudevents { return try decodeEnveloped(&event) }
        return try decode(format, &event)
    }

    /// Decodes an event of which the envelope says some.
    @inline(never)
    private mutating func decodeEnveloped(_ event: inout Event) throws(DecodeError) -> Bool {
        var lent: UInt64 = 0
        do throws(DecodeError) {
            if mode == .binary { try attributes.fill(reader, envelope) }
            lent = envelope.lend(reader, own: vendor.own)
            let isWanted = try decode(envelope.data ?? format, &event)
            if isWanted { envelope.identify(&event, reader, mode, assembler.identities) }
            return isWanted
        } catch {
            throw envelope.told(error, lent: lent, mode)
        }
    }

    @inline(__always)
    private mutating func decode(
        _ format: InputFormat,
        _ event: inout Event
    ) throws(DecodeError) -> Bool {
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
        let content = format == .cloudevents ? envelope.data ?? format : format
        let faults = VendorFaults(format: content, labels: vendor.labels)
        var error =
            switch status {
            case CSJ_BAD_UTF8: DecodeError(.utf8, .notUTF8)
            case CSJ_TOO_DEEP: DecodeError(.json, .tooDeep)
            case CSJ_NOT_OBJECT: DecodeError(.json, .notObject)
            case CSJ_TOO_LARGE: DecodeError(.size, .tooLarge)
            case CSJ_BAD_COMPRESSION: DecodeError(.compression, .badCompression)
            case CSJ_DUPLICATE_KEY: faults.error(.field, .duplicateKey, slot)
            case CSJ_WRONG_KIND: faults.error(reason(ofSlot: slot), .wrongKind, slot)
            case CSJ_BAD_LINE: faults.error(vendor.layout.malformed.reason, .malformed, 0)
            default: DecodeError(.json, .notJSON)
            }
        error.mode = mode
        return error
    }

    private func reason(ofSlot slot: UInt8) -> RejectionReason {
        switch format {
        case .cloudevents: envelope.reason(ofSlot: slot)
        case .mapped: vendor.reason(ofSlot: slot)
        default: format.reason(ofSlot: slot)
        }
    }
}
