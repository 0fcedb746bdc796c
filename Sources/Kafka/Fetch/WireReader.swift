// SPDX-License-Identifier: Apache-2.0

/// Reads the Kafka protocol's primitive types from memory that outlives it.
///
/// Whoever reads behind the end gets zeros and finds `isBroken` set: checked once after a group of
/// fields instead of after each.
@safe struct WireReader {
    /// Whether something was read that is not there.
    private(set) var isBroken = false
    private(set) var position: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>

    init(_ start: UnsafePointer<UInt8>, count: Int) {
        unsafe position = start
        unsafe end = start + count
    }

    /// Bytes not read yet.
    var remaining: Int { unsafe end - position }

    @inline(__always)
    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number {
        let size = Number.bitWidth / 8
        guard remaining >= size else { return spoil() }
        let number = unsafe UnsafeRawPointer(position).loadUnaligned(as: Number.self)
        unsafe position += size
        return Number(bigEndian: number)
    }

    /// A zigzag varint of at most 64 bits, as inside records.
    @inline(__always)
    mutating func varint() -> Int64 {
        if remaining > 0, unsafe position.pointee < 0x80 {
            let byte = UInt64(unsafe position.pointee)
            unsafe position += 1
            return Int64(byte >> 1) ^ -Int64(byte & 1)
        }
        return longVarint()
    }

    /// A string's bytes; nil for null.
    mutating func text() -> String? {
        let count = Int(number(Int16.self))
        guard count >= 0, let start = unsafe take(count) else { return nil }
        return unsafe String(
            decoding: UnsafeBufferPointer(start: start, count: count),
            as: UTF8.self
        )
    }

    /// Steps over bytes and tells where they begin; nil when there are not so many.
    @inline(__always)
    mutating func take(_ count: Int) -> UnsafePointer<UInt8>? {
        guard count >= 0, count <= remaining else {
            isBroken = true
            return nil
        }
        defer { unsafe position += count }
        return unsafe position
    }

    @inline(never)
    private mutating func longVarint() -> Int64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            guard remaining > 0 else { return spoil() }
            let byte = unsafe position.pointee
            unsafe position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(value & 1) }
            shift += 7
        }
        return spoil()
    }

    @inline(never)
    private mutating func spoil<Number: FixedWidthInteger>() -> Number {
        isBroken = true
        unsafe position = end
        return 0
    }
}
