// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// Takes records apart into elements and elements into the fields of a format.
///
/// Owns the C reader, its copy of the record and its slots: what the accessors give is valid
/// until the next `advance` or `open`, and no longer than a padded value itself. One thread.
@safe struct FieldReader: ~Copyable, @unchecked Sendable {
    // @unchecked: noncopyable, so one thread has it at a time.

    // The element and its slots live inside the reader at fixed addresses until `deinit`.
    private let reader: OpaquePointer
    private let element: UnsafePointer<csj_element>
    private let slots: UnsafePointer<csj_slot>
    private let opener: ValueOpener
    // Changes while the reader is borrowed.
    private let minute: UnsafeMutablePointer<RecentMinute>

    /// - Parameters:
    ///   - fields: The fields; the index of one is its slot. They come from the source, so a
    ///     malformed list is a programmer's error.
    ///   - sizeLimit: Bytes of one record's value.
    ///   - layout: What records hold.
    init(fields: [FieldSpecification], sizeLimit: Int, layout: RecordLayout = .json) {
        var paths: [UnsafeMutableBufferPointer<CChar>] = unsafe []
        defer { unsafe paths.forEach { unsafe $0.deallocate() } }
        var list: [csj_field] = unsafe []
        for field in fields {
            let name = field.path.utf8CString
            let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: name.count)
            _ = unsafe copy.initialize(from: name)
            unsafe paths.append(copy)
            unsafe list.append(
                csj_field(
                    path: copy.baseAddress,
                    kinds: field.kinds.rawValue,
                    lenient: field.isLenient,
                    column: Int32(layout.column(of: field) ?? -1)
                )
            )
        }
        guard
            let made = unsafe csj_reader_create(
                list,
                list.count,
                sizeLimit,
                layout.kind,
                layout.columns
            )
        else {
            preconditionFailure("a list of fields is malformed")
        }
        opener = ValueOpener(sizeLimit: sizeLimit)
        unsafe minute = .allocate(capacity: 1)
        unsafe minute.initialize(to: RecentMinute())
        unsafe reader = made
        unsafe element = csj_reader_element(made)
        unsafe slots = UnsafePointer(element.pointee.slots)
    }

    deinit {
        unsafe minute.deallocate()
        unsafe csj_reader_destroy(reader)
    }

    /// Takes a copy of a record's value, opened where it is compressed; false when nothing is in it.
    @inline(__always)
    func open(_ value: RawSpan) -> Bool { unsafe open(value, isPadded: false) }

    /// The same without a copy where that can be spared: see `EventDecoder.open`.
    @unsafe
    @inline(__always)
    func open(_ value: RawSpan, isPadded: Bool) -> Bool {
        unsafe value.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else {
                return unsafe csj_open(reader, nil, 0, false)
            }
            let start = unsafe base.assumingMemoryBound(to: UInt8.self)
            let slice = unsafe ByteSlice(start: start, count: buffer.count)
            if ValueOpener.mayOpen(slice) {
                guard let content = content(of: slice) else { return true }
                return unsafe csj_open(reader, content.start, content.count, false)
            }
            return unsafe csj_open(reader, start, buffer.count, isPadded)
        }
    }

    /// Takes a copy of a record's value that stands for the field of a name at the root and is one
    /// element, also where nothing is in it.
    func open(_ value: RawSpan, below name: StaticString) {
        unsafe value.withUnsafeBytes { buffer in
            let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            let name = unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
            guard let start = unsafe base else {
                return unsafe csj_open_below(reader, name, nil, 0)
            }
            var slice = unsafe ByteSlice(start: start, count: buffer.count)
            if ValueOpener.mayOpen(slice) {
                guard let content = content(of: slice) else { return }
                slice = content
            }
            unsafe csj_open_below(reader, name, slice.start, slice.count)
        }
    }

    /// What is in a value that may be compressed; nil: nothing that can be read, as `advance` says.
    @inline(never)
    private func content(of value: ByteSlice) -> ByteSlice? {
        switch opener.open(value) {
        case .plain: return value
        case .opened(let content): return content
        case .tooLarge: unsafe csj_refuse(reader, CSJ_TOO_LARGE, value.count)
        case .broken: unsafe csj_refuse(reader, CSJ_BAD_COMPRESSION, value.count)
        }
        return nil
    }

    /// Puts a text into a slot of the element at hand; it must stay until the next `advance`.
    func fill(_ slot: UInt8, _ text: ByteSlice) {
        unsafe csj_fill(reader, slot, text.start, UInt32(text.count))
    }

    /// Goes on to the next element.
    func advance() -> csj_status { unsafe csj_next(reader) }

    @inline(__always)
    func has(_ slot: UInt8) -> Bool { unsafe element.pointee.present >> UInt64(slot) & 1 != 0 }

    /// The bytes of a string; empty where there is none.
    @inline(__always)
    func string(_ slot: UInt8) -> ByteSlice {
        guard isString(slot) else { return ByteSlice("") }
        let value = unsafe slots + Int(slot)
        return unsafe ByteSlice(start: value.pointee.bytes, count: Int(value.pointee.length))
    }

    /// The bytes of a string or of a number as it is written; empty where there is neither.
    @inline(__always)
    func text(_ slot: UInt8) -> ByteSlice {
        let value = unsafe slots + Int(slot)
        guard has(slot), unsafe value.pointee.kind & Self.textKinds != 0 else {
            return ByteSlice("")
        }
        return unsafe ByteSlice(start: value.pointee.bytes, count: Int(value.pointee.length))
    }

    /// The text of a slot, or the word of a truth value.
    func word(_ slot: UInt8) -> ByteSlice {
        let text = text(slot)
        guard text.isEmpty, let truth = isKind(slot, CSJ_TRUE) ? true : isFalse(slot) ? false : nil
        else { return text }
        return truth ? ByteSlice("true") : ByteSlice("false")
    }

    private static let textKinds = UInt8(
        CSJ_STRING.rawValue | CSJ_INTEGER.rawValue | CSJ_REAL.rawValue
    )

    /// Bit n: slot n holds a value.
    @inline(__always)
    var present: UInt64 { unsafe element.pointee.present }

    /// The number, whether it is one or a text of one.
    @inline(__always)
    func quantity(_ slot: UInt8) -> Double? {
        isString(slot) ? DecimalText.parse(string(slot)) : isNumber(slot) ? number(slot) : nil
    }

    /// Whether a slot says yes, as a truth value, a number or a text.
    @inline(__always)
    func isTrue(_ slot: UInt8) -> Bool {
        let text = text(slot)
        return text.isEmpty ? bool(slot) == true : Self.yes.index(of: text) != nil
    }

    /// Whether a slot says no, as a truth value, a number or a text.
    func isFalse(_ slot: UInt8) -> Bool {
        let text = text(slot)
        return text.isEmpty ? has(slot) && isKind(slot, CSJ_FALSE) : Self.no.index(of: text) != nil
    }

    /// What a text answers; nil where it is no answer.
    static func answer(in text: ByteSlice) -> Bool? {
        if text.isEmpty { return nil }
        if yes.index(of: text) != nil { return true }
        return no.index(of: text) != nil ? false : nil
    }

    private static let yes = NameTable(["true", "True", "TRUE", "1", "yes"])
    private static let no = NameTable(["false", "False", "FALSE", "0", "no"])

    /// The integer, where the slot holds one.
    @inline(__always)
    func integer(_ slot: UInt8) -> Int64? {
        guard has(slot), isKind(slot, CSJ_INTEGER) else { return nil }
        return unsafe slots[Int(slot)].integer
    }

    /// The point in time, in ms since 1970 UTC, where the slot holds one that can be read.
    @inline(__always)
    func time(_ slot: UInt8) -> Int64? {
        guard let milliseconds = integer(slot) else { return timestamp(slot) }
        return Timestamp.range.contains(milliseconds) ? milliseconds : nil
    }

    /// The same where only a text of RFC 3339 tells it.
    @inline(__always)
    func timestamp(_ slot: UInt8) -> Int64? { unsafe minute.pointee.parse(string(slot)) }

    /// Whether the slot holds a string.
    @inline(__always)
    func isString(_ slot: UInt8) -> Bool { has(slot) && isKind(slot, CSJ_STRING) }

    /// The number of a slot that allows only numbers, which may be infinite.
    @inline(__always)
    func number(_ slot: UInt8) -> Double? { has(slot) ? unsafe slots[Int(slot)].real : nil }

    /// The truth value of a slot that allows only `true` and `false`.
    @inline(__always)
    func bool(_ slot: UInt8) -> Bool? { has(slot) ? isKind(slot, CSJ_TRUE) : nil }

    @inline(__always)
    private func isNumber(_ slot: UInt8) -> Bool {
        has(slot) && (isKind(slot, CSJ_INTEGER) || isKind(slot, CSJ_REAL))
    }

    @inline(__always)
    private func isKind(_ slot: UInt8, _ kind: csj_kind) -> Bool {
        unsafe slots[Int(slot)].kind == UInt8(truncatingIfNeeded: kind.rawValue)
    }

    /// The element's own bytes.
    var bytes: ByteSlice {
        unsafe ByteSlice(
            start: element.pointee.bytes,
            count: Int(element.pointee.end - element.pointee.begin)
        )
    }

    /// The slot at fault, where the status is about a field.
    var slotAtFault: UInt8 { unsafe element.pointee.slot }

    /// The place of the last element as that of a rejection.
    func rejection(_ error: DecodeError) -> Rejection {
        let place = unsafe element.pointee
        return unsafe Rejection(
            error: error,
            index: Int(place.index),
            range: Int(place.begin)..<Int(place.end),
            isWholeRecord: place.sole
        )
    }
}
