// SPDX-License-Identifier: Apache-2.0

import CRDKafka

/// A record on its way into the library; borrows key and value.
struct OutgoingRecord: ~Escapable {
    let key: RawSpan?
    let value: RawSpan?
    let headers: [KafkaHeader]
    let timestamp: Int64?
    let tag: UInt64

    @_lifetime(copy key, copy value)
    init(key: RawSpan?, value: RawSpan?, headers: [KafkaHeader], timestamp: Int64?, tag: UInt64) {
        self.key = key
        self.value = value
        self.headers = headers
        self.timestamp = timestamp
        self.tag = tag
    }
}

extension ClientHandle {
    /// Hands a copy of the record to the library.
    func produce(
        _ record: OutgoingRecord,
        to topic: String,
        partition: Int32?
    ) throws(KafkaError) {
        let handle = try self.topic(topic)
        let headers = HeaderList(record.headers)
        var fields = unsafe InlineArray<8, rd_kafka_vu_t>(repeating: rd_kafka_vu_t())
        unsafe fields[0] = .init(vtype: RD_KAFKA_VTYPE_RKT, u: .init(rkt: handle.pointer))
        unsafe fields[1] = .init(vtype: RD_KAFKA_VTYPE_PARTITION, u: .init(i32: partition ?? -1))
        unsafe fields[2] = .init(vtype: RD_KAFKA_VTYPE_MSGFLAGS, u: .init(i: RD_KAFKA_MSG_F_COPY))
        let tag = unsafe UnsafeMutableRawPointer(bitPattern: UInt(record.tag))
        unsafe fields[3] = .init(vtype: RD_KAFKA_VTYPE_OPAQUE, u: .init(ptr: tag))
        // 0 means now to the library, and nothing is older than 1970.
        let timestamp = record.timestamp.map { max(1, $0) } ?? 0
        unsafe fields[4] = .init(vtype: RD_KAFKA_VTYPE_TIMESTAMP, u: .init(i64: timestamp))
        unsafe fields[7] = .init(
            vtype: RD_KAFKA_VTYPE_HEADERS,
            u: .init(headers: headers.pointer)
        )
        // Sound: key and value are borrowed for the whole call, which copies them.
        let error = unsafe withMemory(record.key) { key in
            unsafe withMemory(record.value) { value in
                unsafe fields[5] = .init(vtype: RD_KAFKA_VTYPE_KEY, u: .init(mem: key))
                unsafe fields[6] = .init(vtype: RD_KAFKA_VTYPE_VALUE, u: .init(mem: value))
                var span = unsafe fields.mutableSpan
                return unsafe span.withUnsafeMutableBufferPointer { all in
                    let count = unsafe headers.pointer == nil ? 7 : 8
                    return unsafe rd_kafka_produceva(pointer, all.baseAddress, count)
                }
            }
        }
        if let error = unsafe KafkaError.taking(error, subject: "topic \(topic)") { throw error }
        headers.giveAway()
        inbox.noteEnqueued()
    }

    /// Serves delivery reports until all records are answered for or the deadline has come.
    func flush(withinMilliseconds deadlineMilliseconds: Int) -> Int {
        _ = unsafe rd_kafka_flush(pointer, Int32(clamping: deadlineMilliseconds))
        return inbox.outstandingCount
    }

    /// Discards queued records and those on their way.
    func purge() {
        _ = unsafe rd_kafka_purge(pointer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
        poll(timeoutMilliseconds: 0)
    }

    /// The error that ended this client for good.
    var fatalError: KafkaError? { unsafe Kafka.fatalError(of: pointer) }
}

private typealias Memory = rd_kafka_vu_t.__Unnamed_union_u.__Unnamed_struct_mem

/// Lends a span as the library takes it: no address is a null, an address without bytes is empty.
private func withMemory<Result>(_ span: RawSpan?, _ body: (Memory) -> Result) -> Result {
    guard let span else { return unsafe body(Memory(ptr: nil, size: 0)) }
    return unsafe span.withUnsafeBytes { bytes in
        if let start = bytes.baseAddress {
            return unsafe body(
                Memory(ptr: UnsafeMutableRawPointer(mutating: start), size: bytes.count)
            )
        }
        var nothing: UInt8 = 0
        return unsafe withUnsafeMutableBytes(of: &nothing) { place in
            unsafe body(Memory(ptr: place.baseAddress, size: 0))
        }
    }
}
