// SPDX-License-Identifier: Apache-2.0

import CCodecs

/// The header of a record batch of format 2 and where its records lie (Kafka documentation,
/// "Record Batch"; KIP-98).
@safe struct StoredBatch {
    /// Bytes of the header; the records follow.
    static var headerSize: Int { 61 }

    var baseOffset: Int64 = 0
    var lastOffset: Int64 = 0
    var magic: Int8 = 0
    var attributes: Int16 = 0
    var baseTimestamp: Int64 = 0
    var maxTimestamp: Int64 = 0
    var producer: Int64 = 0
    var recordCount = 0
    private var checksum: UInt32 = 0
    /// From the attributes on: what the checksum covers.
    private var checked: UnsafePointer<UInt8>
    private(set) var records: UnsafePointer<UInt8>
    private(set) var recordsEnd: UnsafePointer<UInt8>

    /// The batch that begins here, which the reader then stands behind.
    ///
    /// - Returns: nil when it is not here whole: a broker cuts an answer anywhere.
    init?(_ reader: inout WireReader) {
        guard reader.remaining >= 17 else { return nil }
        var header = reader
        baseOffset = header.number()
        let size = Int(header.number(Int32.self))
        guard size >= 5, let start = unsafe reader.take(12 + size) else { return nil }
        _ = header.number(Int32.self)
        magic = header.number()
        checksum = header.number()
        unsafe checked = header.position
        unsafe records = start
        unsafe recordsEnd = start
        // Older formats: whoever reads it asks for the magic first.
        guard magic == 2, size >= Self.headerSize - 12 else {
            lastOffset = baseOffset
            magic = min(magic, 1)
            return
        }
        attributes = header.number()
        lastOffset = baseOffset &+ Int64(header.number(Int32.self))
        baseTimestamp = header.number()
        maxTimestamp = header.number()
        producer = header.number()
        _ = header.number(Int16.self)
        _ = header.number(Int32.self)
        recordCount = Int(header.number(Int32.self))
        unsafe records = header.position
        unsafe recordsEnd = start + 12 + size
    }

    /// How the records are compressed: a number of `sg_codec_kind`.
    var codec: Int32 { Int32(attributes & 7) }
    /// Whether every record has the broker's time of appending.
    var isAppendTime: Bool { attributes & 8 != 0 }
    var isTransactional: Bool { attributes & 16 != 0 }
    /// Whether it is a marker that ends a transaction, not data.
    var isControl: Bool { attributes & 32 != 0 }

    /// The records of a batch that is not compressed.
    var storedRecords: WireReader { unsafe WireReader(records, count: storedSize) }

    /// Bytes of the records as they are stored.
    var storedSize: Int { unsafe recordsEnd - records }

    /// Whether the bytes are those that were written.
    var isIntact: Bool {
        unsafe sg_crc32c(checked, recordsEnd - checked) == checksum
    }

    /// Whether a control batch aborts its transaction.
    var isAbortMarker: Bool {
        guard isControl else { return false }
        var reader = unsafe WireReader(records, count: storedSize)
        // Length, attributes, timestamp and offset of the record, then its key: version and type.
        _ = reader.varint()
        _ = reader.number(Int8.self)
        _ = reader.varint()
        _ = reader.varint()
        _ = reader.varint()
        _ = reader.number(Int16.self)
        let type = reader.number(Int16.self)
        return !reader.isBroken && type == 0
    }
}
