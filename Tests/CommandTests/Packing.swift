// SPDX-License-Identifier: Apache-2.0

import CZlib
import CZstd

/// Packs test data the way other programs do.
enum Packing {
    /// One gzip member.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var packed = [UInt8](repeating: 0, count: Int(compressBound(UInt(bytes.count))) + 64)
        var stream = unsafe z_stream()
        let code = unsafe sg_deflate_init_gzip(&stream)
        precondition(code == Z_OK, "zlib has no memory")
        var source = bytes
        let count = unsafe source.withUnsafeMutableBufferPointer { input in
            unsafe packed.withUnsafeMutableBufferPointer { output in
                unsafe stream.next_in = input.baseAddress
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(output.count)
                let code = unsafe deflate(&stream, Z_FINISH)
                precondition(code == Z_STREAM_END, "the buffer is large enough")
                return unsafe output.count - Int(stream.avail_out)
            }
        }
        unsafe deflateEnd(&stream)
        return Array(packed[..<count])
    }

    /// One Zstandard frame.
    static func zstd(_ bytes: [UInt8]) -> [UInt8] {
        var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let count = unsafe ZSTD_compress(&packed, packed.count, bytes, bytes.count, 3)
        precondition(ZSTD_isError(count) == 0, "the buffer is large enough")
        return Array(packed[..<count])
    }
}
