// SPDX-License-Identifier: Apache-2.0

/// Goes through the records of one batch, which lie in memory that outlives it.
@safe struct RecordWalk {
    /// One record; the pointers lead into the batch.
    @safe struct Record {
        var offset: Int64 = 0
        var timestamp: Int64 = 0
        var key: UnsafePointer<UInt8>?
        var keyCount = 0
        var value: UnsafePointer<UInt8>?
        var valueCount = 0
        var headers: UnsafePointer<UInt8>?
        var headersSize = 0
    }

    let batch: StoredBatch
    private var reader: WireReader
    private var left: Int

    init(_ batch: StoredBatch, records: WireReader) {
        self.batch = batch
        reader = records
        left = batch.recordCount
    }

    /// Whether all were taken.
    var isDone: Bool { left <= 0 }

    /// The next record; nil when the bytes are not what they should be.
    @inline(__always)
    mutating func next() -> Record? {
        left -= 1
        let size = Int(reader.varint())
        guard !reader.isBroken, let start = unsafe reader.take(size) else { return nil }
        var fields = unsafe WireReader(start, count: size)
        var record = Record()
        _ = fields.number(Int8.self)
        let timestampDelta = fields.varint()
        record.timestamp =
            batch.isAppendTime ? batch.maxTimestamp : batch.baseTimestamp &+ timestampDelta
        record.offset = batch.baseOffset &+ fields.varint()
        record.keyCount = Int(fields.varint())
        if record.keyCount >= 0 { unsafe record.key = fields.take(record.keyCount) }
        record.valueCount = Int(fields.varint())
        if record.valueCount >= 0 { unsafe record.value = fields.take(record.valueCount) }
        unsafe record.headers = fields.position
        record.headersSize = fields.remaining
        return fields.isBroken ? nil : record
    }

    /// The headers in their stored form, copied out.
    static func headers(_ start: UnsafePointer<UInt8>, size: Int) -> [KafkaHeader] {
        var reader = unsafe WireReader(start, count: size)
        var found: [KafkaHeader] = []
        for _ in 0..<max(0, reader.varint()) where !reader.isBroken {
            let nameSize = Int(reader.varint())
            guard let name = unsafe reader.take(nameSize) else { return found }
            let text = unsafe String(
                decoding: UnsafeBufferPointer(start: name, count: nameSize),
                as: UTF8.self
            )
            let valueSize = Int(reader.varint())
            var value: [UInt8]?
            if valueSize >= 0 {
                guard let bytes = unsafe reader.take(valueSize) else { return found }
                value = unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: valueSize))
            }
            found.append(KafkaHeader(name: text, value: value))
        }
        return found
    }
}
