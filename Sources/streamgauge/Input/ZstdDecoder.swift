// SPDX-License-Identifier: Apache-2.0

import CZstd

/// Unpacks Zstandard, any number of frames one behind the other (RFC 8878).
///
/// Owns the library's context; every other pointer is valid for the one call that it is given for.
@safe final class ZstdDecoder: StreamDecoder {
    private(set) var isAtBoundary = true
    private let context: OpaquePointer

    init() {
        guard let context = unsafe ZSTD_createDCtx() else {
            preconditionFailure("zstd has no memory")
        }
        unsafe self.context = context
    }

    deinit { unsafe ZSTD_freeDCtx(context) }

    func decode(
        _ input: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) throws(DamagedStream) -> (consumed: Int, produced: Int) {
        var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let rest = unsafe ZSTD_decompressStream(context, &target, &source)
        guard ZSTD_isError(rest) == 0 else {
            throw DamagedStream(reason: unsafe String(cString: ZSTD_getErrorName(rest)))
        }
        isAtBoundary = rest == 0
        return unsafe (source.pos, target.pos)
    }
}
