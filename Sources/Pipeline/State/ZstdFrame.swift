// SPDX-License-Identifier: Apache-2.0

import CZstd

/// Whole frames of zstd (RFC 8878).
enum ZstdFrame {
    /// Bytes as one frame.
    static func compress(_ bytes: ArraySlice<UInt8>, level: Int32) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        // Sound: both buffers live for the call, which writes at most `capacity` bytes.
        return unsafe Array(unsafeUninitializedCapacity: bound) { target, count in
            count = unsafe bytes.withUnsafeBytes { source in
                unsafe ZSTD_compress(
                    target.baseAddress,
                    bound,
                    source.baseAddress,
                    source.count,
                    level
                )
            }
            precondition(ZSTD_isError(count) == 0, "a buffer of the bound's size is large enough")
        }
    }

    /// What a frame holds; nil where it is not one of so many bytes.
    static func decompress(_ frame: ArraySlice<UInt8>, length: Int) -> [UInt8]? {
        var isSound = true
        // Sound: as in `compress`.
        let content = unsafe [UInt8](unsafeUninitializedCapacity: max(1, length)) { target, count in
            let read = unsafe frame.withUnsafeBytes { source in
                unsafe ZSTD_decompress(
                    target.baseAddress,
                    length,
                    source.baseAddress,
                    source.count
                )
            }
            isSound = ZSTD_isError(read) == 0 && read == length
            count = isSound ? length : 0
        }
        return isSound ? content : nil
    }
}
