// SPDX-License-Identifier: Apache-2.0

import CZlib
import CZstd

/// Packs test data the way other programs do.
public enum Packing {
    /// One gzip member.
    public static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var packed = [UInt8](repeating: 0, count: Int(compressBound(UInt(bytes.count))) + 64)
        var stream = unsafe z_stream()
        let code = unsafe sg_deflate_init_gzip(&stream, Z_DEFAULT_COMPRESSION)
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

    /// One Zstandard frame that tells how much is in it.
    public static func zstd(_ bytes: [UInt8]) -> [UInt8] {
        var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let count = unsafe ZSTD_compress(&packed, packed.count, bytes, bytes.count, 3)
        precondition(ZSTD_isError(count) == 0, "the buffer is large enough")
        return Array(packed[..<count])
    }

    /// One Zstandard frame as a stream is written: how much is in it is not told, and its window may be
    /// much larger.
    public static func zstdStream(_ bytes: [UInt8], level: Int32 = 3) -> [UInt8] {
        guard let context = unsafe ZSTD_createCCtx() else { preconditionFailure("no memory") }
        defer { unsafe ZSTD_freeCCtx(context) }
        unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count) + 64)
        let count = unsafe packed.withUnsafeMutableBytes { output in
            unsafe bytes.withUnsafeBytes { input in
                var target = unsafe ZSTD_outBuffer(
                    dst: output.baseAddress,
                    size: output.count,
                    pos: 0
                )
                var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
                // Told to end at once, the library would know the size.
                unsafe ZSTD_compressStream2(context, &target, &source, ZSTD_e_continue)
                let left = unsafe ZSTD_compressStream2(context, &target, &source, ZSTD_e_end)
                precondition(left == 0, "the buffer is large enough")
                return unsafe target.pos
            }
        }
        return Array(packed[..<count])
    }
}
