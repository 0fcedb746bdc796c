// SPDX-License-Identifier: Apache-2.0

import CZlib

/// Unpacks gzip, any number of members one behind the other (RFC 1952).
///
/// Owns the library's state at a place that never moves, because the state points back to it. Every
/// pointer given to the library is valid for the one call that it is given for.
@safe final class GzipDecoder: StreamDecoder {
    private(set) var isAtBoundary = true
    private let stream: UnsafeMutablePointer<z_stream>

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let code = unsafe sg_inflate_init_gzip(stream)
        precondition(code == Z_OK, "zlib has no memory")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    func decode(
        _ input: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) throws(DamagedStream) -> (consumed: Int, produced: Int) {
        guard let source = input.baseAddress, let target = output.baseAddress else {
            return (0, 0)
        }
        // Zeros behind the last member are padding of tapes and block devices.
        if isAtBoundary, unsafe input.allSatisfy({ $0 == 0 }) { return (input.count, 0) }
        if isAtBoundary { _ = unsafe inflateReset(stream) }
        isAtBoundary = false
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
            mutating: source.assumingMemoryBound(to: UInt8.self)
        )
        unsafe stream.pointee.avail_in = UInt32(input.count)
        unsafe stream.pointee.next_out = target.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(output.count)
        let code = unsafe inflate(stream, Z_NO_FLUSH)
        switch code {
        case Z_STREAM_END: isAtBoundary = true
        case Z_OK, Z_BUF_ERROR: break
        default:
            let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
            throw DamagedStream(reason: message ?? "zlib error \(code)")
        }
        return (
            input.count - Int(unsafe stream.pointee.avail_in),
            output.count - Int(unsafe stream.pointee.avail_out)
        )
    }
}
