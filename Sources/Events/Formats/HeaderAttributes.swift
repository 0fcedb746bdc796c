// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// The attributes of a CloudEvents event in binary mode, copied from the record's headers.
///
/// The memory is made with the first such record and then used again. One thread.
@safe struct HeaderAttributes: ~Copyable, @unchecked Sendable {
    // @unchecked: noncopyable, so one thread has it at a time.

    /// Bytes of one attribute; a longer one fails the event.
    static let lengthLimit = 1 << 16
    /// What must be readable behind the bytes of a slot.
    private static let padding = 16

    private var bytes: UnsafeMutablePointer<UInt8>?
    private var capacity = 0
    private var count = 0
    private var ranges = InlineArray<4, Range<Int>?>(repeating: nil)
    private var fault: DecodeError?

    init() {}

    deinit { unsafe bytes?.deallocate() }

    /// Reads the headers of a record as Kafka stores them.
    ///
    /// - Returns: Whether the record is in binary mode: a type or version among the headers, and no
    ///   content type of CloudEvents.
    mutating func read(_ headers: RawSpan) -> Bool {
        count = 0
        fault = nil
        for place in ranges.indices { ranges[place] = nil }
        // The slices live only inside the closure, as the bytes do.
        return unsafe headers.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return false }
            let start = unsafe base.assumingMemoryBound(to: UInt8.self)
            return read(RecordHeaders(unsafe ByteSlice(start: start, count: buffer.count)))
        }
    }

    /// Puts the attributes into the reader's slots.
    ///
    /// - Throws: What was wrong with the headers.
    func fill(_ reader: borrowing FieldReader, _ envelope: EventEnvelope) throws(DecodeError) {
        if let fault { throw fault }
        guard let bytes = unsafe bytes else { return }
        for attribute in EventAttribute.allCases {
            guard let range = ranges[Int(attribute.rawValue)] else { continue }
            let start = unsafe bytes + range.lowerBound
            let text = unsafe ByteSlice(start: start, count: range.count)
            reader.fill(envelope.slot(attribute), text)
        }
    }
}

extension HeaderAttributes {
    private mutating func read(_ headers: RecordHeaders) -> Bool {
        var headers = headers
        var isBinary = false
        while let (name, value) = headers.next() {
            guard let value else { continue }
            if name.equals(ByteSlice("ce_specversion")) {
                isBinary = true
            } else if let attribute = EventAttribute(header: name) {
                isBinary = isBinary || attribute == .type
                keep(value, as: attribute)
            } else if Self.isContentType(name, value) {
                return false
            }
        }
        return isBinary
    }

    private mutating func keep(_ value: ByteSlice, as attribute: EventAttribute) {
        let place = Int(attribute.rawValue)
        if ranges[place] != nil {
            note(.field, .duplicateKey, attribute)
        } else if value.count > Self.lengthLimit {
            note(.size, .tooLong, attribute)
        } else if unsafe !csj_is_utf8(value.start, value.count) {
            note(.utf8, .fieldNotUTF8, attribute)
        } else {
            reserve(value.count + Self.padding)
            guard let bytes = unsafe bytes else { return }
            unsafe (bytes + count).update(from: value.start, count: value.count)
            unsafe (bytes + count + value.count).update(repeating: 0, count: Self.padding)
            ranges[place] = count..<count + value.count
            count += value.count + Self.padding
        }
    }

    private mutating func note(
        _ reason: RejectionReason,
        _ problem: DecodeError.Problem,
        _ attribute: EventAttribute
    ) {
        guard fault == nil else { return }
        let slot = EventEnvelope(around: nil).slot(attribute)
        fault = DecodeError(reason, problem, slot: slot, format: .cloudevents)
    }

    private mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let larger = max(1024, 2 * (count + more))
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe grown.initialize(repeating: 0, count: larger)
        if let bytes = unsafe bytes {
            unsafe grown.update(from: bytes, count: count)
            unsafe bytes.deallocate()
        }
        unsafe bytes = grown
        capacity = larger
    }

    /// Whether the header says that the value is a whole event of CloudEvents.
    private static func isContentType(_ name: ByteSlice, _ value: ByteSlice) -> Bool {
        isSame(name, ByteSlice("content-type"))
            && isSame(value.prefix(structured.count), structured)
    }

    private static let structured = ByteSlice("application/cloudevents")

    /// Whether two texts differ at most in the case of their letters.
    private static func isSame(_ text: ByteSlice, _ lowered: ByteSlice) -> Bool {
        guard text.count == lowered.count else { return false }
        for index in 0..<text.count where text[index].lowered != lowered[index] { return false }
        return true
    }
}
