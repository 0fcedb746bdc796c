// SPDX-License-Identifier: Apache-2.0

/// Bytes that are kept for good, in segments that never move.
///
/// Grows by one segment at a time; how much it can hold is bounded by its owner, the dictionary:
/// `limit` values of `byteLimit` bytes. One writer.
@safe struct ValueStorage {
    private static let segmentBytes = 16 * 1024

    private var segments: [UnsafeMutablePointer<UInt8>] = unsafe []
    private var room = 0

    /// The most bytes that values take; what is left of a segment is less than a value.
    static func mostBytes(count: Int, bytesEach: Int) -> Int {
        let perSegment = segmentBytes / bytesEach
        return (count + perSegment - 1) / perSegment * segmentBytes
    }

    /// Copies the bytes, which are fewer than a segment's.
    mutating func keep(_ bytes: ByteSlice) -> ByteSlice {
        if bytes.count > room {
            unsafe segments.append(.allocate(capacity: Self.segmentBytes))
            room = Self.segmentBytes
        }
        let target = unsafe segments[segments.count - 1] + (Self.segmentBytes - room)
        unsafe target.initialize(from: bytes.start, count: bytes.count)
        room -= bytes.count
        return unsafe ByteSlice(start: target, count: bytes.count)
    }

    /// Gives all memory back; every slice from `keep` ends here.
    mutating func free() {
        unsafe segments.forEach { unsafe $0.deallocate() }
        unsafe segments.removeAll()
        room = 0
    }
}
