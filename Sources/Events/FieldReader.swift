// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// Takes records apart into elements and elements into the fields of a format.
///
/// Owns the C reader, its copy of the record and its slots: what the accessors give is valid
/// until the next `advance` or `open`. One thread.
@safe struct FieldReader: ~Copyable, @unchecked Sendable {
    // @unchecked: noncopyable, so one thread has it at a time.

    // The element and its slots live inside the reader at fixed addresses until `deinit`.
    private let reader: OpaquePointer
    private let element: UnsafePointer<csj_element>
    private let slots: UnsafePointer<csj_slot>

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
            let name = layout.path(of: field).utf8CString
            let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: name.count)
            _ = unsafe copy.initialize(from: name)
            unsafe paths.append(copy)
            unsafe list.append(
                csj_field(
                    path: copy.baseAddress,
                    kinds: field.kinds.rawValue,
                    lenient: field.isLenient
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
        unsafe reader = made
        unsafe element = csj_reader_element(made)
        unsafe slots = UnsafePointer(element.pointee.slots)
    }

    deinit { unsafe csj_reader_destroy(reader) }

    /// Takes a copy of a record's value; false when nothing is in it.
    func open(_ value: RawSpan) -> Bool {
        unsafe value.withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return unsafe csj_open(reader, start, buffer.count)
        }
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
        guard let milliseconds = integer(slot) else { return Timestamp.parse(string(slot)) }
        return Timestamp.range.contains(milliseconds) ? milliseconds : nil
    }

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
