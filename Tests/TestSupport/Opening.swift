// SPDX-License-Identifier: Apache-2.0

import CZlib
import CZstd

/// Opens packed data as other programs do.
public enum Opening {
    /// What could not be opened.
    public struct Failure: Error {}

    /// The content of one gzip member.
    public static func gzip(_ packed: [UInt8], count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count + 1)
        var stream = unsafe z_stream()
        guard unsafe sg_inflate_init_gzip(&stream) == Z_OK else { throw Failure() }
        defer { unsafe inflateEnd(&stream) }
        var source = packed
        let written = unsafe source.withUnsafeMutableBufferPointer { input in
            unsafe bytes.withUnsafeMutableBufferPointer { output in
                unsafe stream.next_in = input.baseAddress
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(output.count)
                let isWhole = unsafe inflate(&stream, Z_FINISH) == Z_STREAM_END
                return isWhole ? unsafe output.count - Int(stream.avail_out) : -1
            }
        }
        guard written >= 0 else { throw Failure() }
        return Array(bytes[..<written])
    }

    /// The content of one Zstandard frame.
    public static func zstd(_ packed: [UInt8], count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count + 1)
        let written = unsafe ZSTD_decompress(&bytes, bytes.count, packed, packed.count)
        guard ZSTD_isError(written) == 0 else { throw Failure() }
        return Array(bytes[..<written])
    }
}
