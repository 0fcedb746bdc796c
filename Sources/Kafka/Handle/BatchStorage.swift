// SPDX-License-Identifier: Apache-2.0

import CRDKafka

/// The memory of a batch: an array of the library's messages and what is read out of them.
///
/// Both arrays are made once and reused. The messages are the batch's until it is cleared; they keep
/// the client alive, because the library's memory must not outlive its client.
@safe
final class BatchStorage {
    typealias Message = UnsafeMutablePointer<rd_kafka_message_t>

    let capacity: Int
    let entries: UnsafeMutablePointer<BatchEntry>
    private(set) var count = 0
    private let messages: UnsafeMutablePointer<Message?>
    private var client: ClientHandle?
    /// Whose memory the entries lead into, where they were read without the library.
    private var owner: DirectReader?
    private let headers: UnsafeMutablePointer<(start: UnsafePointer<UInt8>?, size: Int)>
    private var errors: [Int: KafkaError] = [:]
    /// Offsets that errors say are lost.
    private(set) var losses: [Int: Range<Int64>] = [:]
    /// Headers that the library had taken apart, as they are stored; kept until the batch is cleared.
    private var encoded: [UnsafeRawBufferPointer] = unsafe []

    init(capacity: Int) {
        self.capacity = capacity
        unsafe entries = .allocate(capacity: capacity)
        unsafe messages = .allocate(capacity: capacity)
        unsafe messages.initialize(repeating: nil, count: capacity)
        unsafe headers = .allocate(capacity: capacity)
    }

    deinit {
        clear()
        unsafe entries.deallocate()
        unsafe messages.deallocate()
        unsafe headers.deallocate()
    }

    /// Whether values lie in memory of our own, which is padded.
    var isPadded: Bool { owner != nil }

    /// Gives the messages back to the library.
    func clear() {
        if owner == nil {
            // Sound: the first `count` slots hold messages that were not given back yet.
            for index in 0..<count {
                unsafe rd_kafka_message_destroy(messages[index])
            }
        } else if !errors.isEmpty {
            (errors, losses) = ([:], [:])
        }
        unsafe encoded.forEach { unsafe $0.deallocate() }
        unsafe encoded.removeAll(keepingCapacity: true)
        count = 0
        client = nil
        owner = nil
    }

    /// Waits for one message, then takes what else is there without waiting.
    ///
    /// A single call would wait its whole timeout unless the array fills.
    func fill(
        from queue: QueueHandle,
        client: ClientHandle,
        assignment: Assignment,
        timeoutMilliseconds: Int
    ) {
        clear()
        let timeout = Int32(clamping: timeoutMilliseconds)
        // Sound: the library writes at most the number of slots given, all inside the array.
        var taken = unsafe rd_kafka_consume_batch_queue(queue.pointer, timeout, messages, 1)
        if taken > 0, capacity > 1 {
            taken += max(
                0,
                unsafe rd_kafka_consume_batch_queue(queue.pointer, 0, messages + 1, capacity - 1)
            )
        }
        guard taken > 0 else { return }
        self.client = client
        count = taken
        read(assignment)
        client.inbox.noteAnswer()
    }

    /// Copies what is needed of each message into its entry.
    private func read(_ assignment: Assignment) {
        var topic: OpaquePointer?
        var partition: Int32 = -1
        var partitionIndex: Int32 = -1
        for index in 0..<count {
            // Sound: the slots below `count` were filled just now.
            let message = unsafe messages[index].unsafelyUnwrapped.pointee
            if unsafe message.rkt != topic || message.partition != partition {
                unsafe topic = message.rkt
                partition = unsafe message.partition
                partitionIndex =
                    unsafe topic.map {
                        unsafe assignment.index(of: .init($0), partition: partition)
                    }
                    ?? -1
            }
            let isRecord = unsafe message.err == RD_KAFKA_RESP_ERR_NO_ERROR
            // Payload and key of anything but a record are texts of the library, or nothing.
            unsafe (entries + index).initialize(
                to: BatchEntry(
                    key: isRecord ? UnsafeRawPointer(message.key) : nil,
                    keyCount: message.key_len,
                    value: isRecord ? UnsafeRawPointer(message.payload) : nil,
                    valueCount: message.len,
                    offset: message.offset,
                    timestamp: isRecord ? rd_kafka_message_timestamp(messages[index], nil) : -1,
                    partitionIndex: partitionIndex,
                    kind: Self.kind(message.err)
                )
            )
        }
    }

    private static func kind(_ code: rd_kafka_resp_err_t) -> RecordBatch.Kind {
        switch code {
        case RD_KAFKA_RESP_ERR_NO_ERROR: .record
        case RD_KAFKA_RESP_ERR__PARTITION_EOF: .endOfPartition
        default: .error
        }
    }

    /// The error that a message stands for.
    func error(at index: Int) -> KafkaError {
        if owner != nil {
            return errors[index] ?? KafkaError(code: .wrongState, subject: nil, detail: "")
        }
        let message = unsafe messages[index].unsafelyUnwrapped
        let detail =
            unsafe rd_kafka_message_errstr(message).map { unsafe String(cString: $0) } ?? ""
        var subject: String?
        if let topic = unsafe message.pointee.rkt {
            let name = unsafe String(cString: rd_kafka_topic_name(topic))
            let number = unsafe message.pointee.partition
            subject = number >= 0 ? "partition \(name)[\(number)]" : "topic \(name)"
        }
        return KafkaError(unsafe message.pointee.err, subject: subject, detail: detail)
    }

    /// The headers of a record as they are stored; nil where it has none.
    func storedHeaders(at index: Int) -> UnsafeRawBufferPointer? {
        if owner != nil {
            let (start, size) = unsafe headers[index]
            // A record without headers has one byte that says so.
            guard let start = unsafe start, size > 1 else { return nil }
            return unsafe UnsafeRawBufferPointer(start: start, count: size)
        }
        let found = headers(at: index)
        guard !found.isEmpty else { return nil }
        let bytes = KafkaHeader.stored(found)
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        unsafe copy.copyBytes(from: bytes)
        let kept = UnsafeRawBufferPointer(copy)
        unsafe encoded.append(kept)
        return unsafe kept
    }

    /// The headers of a record, copied.
    func headers(at index: Int) -> [KafkaHeader] {
        if owner != nil {
            guard let start = unsafe headers[index].start else { return [] }
            return unsafe RecordWalk.headers(start, size: headers[index].size)
        }
        var list: OpaquePointer?
        let found = unsafe rd_kafka_message_headers(messages[index], &list)
        guard found == RD_KAFKA_RESP_ERR_NO_ERROR else { return [] }
        return (0..<(unsafe rd_kafka_header_cnt(list))).map { position in
            var name: UnsafePointer<CChar>?
            var value: UnsafeRawPointer?
            var count = 0
            // Sound: the position is below the count; all three live as long as the message.
            _ = unsafe rd_kafka_header_get_all(list, position, &name, &value, &count)
            let bytes = unsafe value.map { start in
                unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
            }
            return KafkaHeader(
                name: unsafe name.map { unsafe String(cString: $0) } ?? "",
                value: bytes
            )
        }
    }
}

// Entries that were read without the library.
extension BatchStorage {
    /// Begins a new content, which leads into the memory of its owner.
    func beginDirect(owner: DirectReader) {
        clear()
        self.owner = owner
    }

    /// Whether another entry fits.
    var hasRoom: Bool { count < capacity }

    @inline(__always)
    func append(_ record: RecordWalk.Record, partitionIndex: Int) {
        unsafe (entries + count).initialize(
            to: BatchEntry(
                key: UnsafeRawPointer(record.key),
                keyCount: max(0, record.keyCount),
                value: UnsafeRawPointer(record.value),
                valueCount: max(0, record.valueCount),
                offset: record.offset,
                timestamp: record.timestamp,
                partitionIndex: Int32(truncatingIfNeeded: partitionIndex),
                kind: .record
            )
        )
        unsafe (headers + count).initialize(to: (record.headers, record.headersSize))
        count += 1
    }

    func append(_ error: KafkaError, lost: Range<Int64>? = nil, partitionIndex: Int) {
        errors[count] = error
        losses[count] = lost
        appendMark(.error, offset: -1, partitionIndex)
    }

    func appendEnd(offset: Int64, partitionIndex: Int) {
        appendMark(.endOfPartition, offset: offset, partitionIndex)
    }

    private func appendMark(_ kind: RecordBatch.Kind, offset: Int64, _ partitionIndex: Int) {
        unsafe (entries + count).initialize(
            to: BatchEntry(
                key: nil,
                keyCount: 0,
                value: nil,
                valueCount: 0,
                offset: offset,
                timestamp: -1,
                partitionIndex: Int32(truncatingIfNeeded: partitionIndex),
                kind: kind
            )
        )
        unsafe (headers + count).initialize(to: (nil, 0))
        count += 1
    }
}
