// SPDX-License-Identifier: Apache-2.0

/// Memory that an answer is received into: its size in four bytes, then as many.
@safe final class FetchBuffer {
    /// The largest answer that is believed; what a broker sends is bounded by `fetch.max.bytes` or
    /// one batch.
    private static let limit = 1 << 30
    /// Zeros behind the memory: see `RecordBatch.isPadded`.
    private static let padding = 64

    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private(set) var capacity: Int

    init(capacity: Int = 256 << 10) {
        self.capacity = capacity
        unsafe bytes = Self.allocate(capacity)
    }

    deinit { unsafe bytes.deallocate() }

    /// Forgets its content.
    func clear() { count = 0 }

    /// Whether the whole answer is here.
    var isComplete: Bool { count >= 4 && count == 4 + size }

    private var size: Int {
        guard count >= 4 else { return 0 }
        return unsafe Int(UInt32(bigEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self)))
    }

    /// Takes what has come of the answer.
    ///
    /// - Returns: false: the connection is gone, or what comes is no answer.
    func receive(from socket: BrokerSocket) -> Bool {
        while !isComplete {
            let wanted = count < 4 ? 4 : 4 + size
            guard wanted <= Self.limit else { return false }
            reserve(wanted)
            guard let taken = unsafe socket.receive(into: bytes + count, count: wanted - count)
            else { return false }
            if taken == 0 { return true }
            count += taken
        }
        return true
    }

    /// Makes room for that many bytes; what came stays.
    func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        let larger = max(wanted, capacity * 2)
        let grown = unsafe Self.allocate(larger)
        unsafe grown.initialize(from: bytes, count: count)
        unsafe bytes.deallocate()
        unsafe bytes = grown
        capacity = larger
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
        let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + padding)
        unsafe (bytes + capacity).initialize(repeating: 0, count: padding)
        return unsafe bytes
    }

    /// Reads the answer behind its size.
    var reader: WireReader { unsafe WireReader(bytes + 4, count: count - 4) }
}
