// SPDX-License-Identifier: Apache-2.0

import CCodecs

/// Memory of decompressed batches, kept until the records in it are given back.
@safe final class ContentPool {
    /// The most bytes of one batch; one that is larger cannot be read.
    static let limit = 256 << 20
    /// Content above this size is given back to the system instead of kept for the next batch.
    private static let keptSize = 8 << 20

    private let codecs: OpaquePointer
    private var used: [sg_content] = unsafe []
    private var free: [sg_content] = unsafe []

    init() {
        guard let made = unsafe sg_codecs_create() else {
            preconditionFailure("there is memory for the state of the codecs")
        }
        unsafe codecs = made
    }

    deinit {
        for index in unsafe used.indices { unsafe sg_content_free(&used[index]) }
        for index in unsafe free.indices { unsafe sg_content_free(&free[index]) }
        unsafe sg_codecs_destroy(codecs)
    }

    /// Decompresses the records of a batch; nil when they cannot be.
    func decompress(_ batch: StoredBatch) -> WireReader? {
        var content = unsafe free.popLast() ?? sg_content()
        let status = unsafe sg_codecs_decompress(
            codecs,
            batch.codec,
            batch.records,
            batch.storedSize,
            Self.limit,
            &content
        )
        unsafe used.append(content)
        guard status == SG_CODEC_OK, let bytes = unsafe content.bytes else { return nil }
        return unsafe WireReader(bytes, count: content.count)
    }

    /// Takes everything back but the content of the batch that is read on.
    func recycle(keepsLast: Bool) {
        let kept = keepsLast ? unsafe used.popLast() : nil
        for index in unsafe used.indices {
            var content = unsafe used[index]
            if unsafe content.capacity > Self.keptSize {
                unsafe sg_content_free(&content)
            } else {
                unsafe free.append(content)
            }
        }
        unsafe used.removeAll(keepingCapacity: true)
        if let kept = unsafe kept { unsafe used.append(kept) }
    }
}
