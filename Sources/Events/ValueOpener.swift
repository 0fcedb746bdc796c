// SPDX-License-Identifier: Apache-2.0

internal import CCodecs

/// Opens values that are compressed with gzip or Zstandard.
///
/// Any number of members or frames may follow one another; anything else behind them, or an end before
/// the last one's, is a fault. Owns the codecs' states and the memory that is opened into, all made
/// with the first compressed value and then used again. One thread.
@safe struct ValueOpener: ~Copyable, @unchecked Sendable {
    // @unchecked: noncopyable, so one thread has it at a time.

    /// What is in a value.
    enum Content {
        /// It is not compressed.
        case plain
        /// What was compressed, valid until the next `open`.
        case opened(ByteSlice)
        /// More than the limit.
        case tooLarge
        /// The bytes do not keep what their beginning promises.
        case broken
    }

    private let codecs: OpaquePointer
    private let content: UnsafeMutablePointer<sg_content>
    private let sizeLimit: Int

    /// - Parameter sizeLimit: Bytes of a value and of what is in it.
    init(sizeLimit: Int) {
        guard let made = unsafe sg_codecs_create() else { preconditionFailure("memory is short") }
        unsafe codecs = made
        unsafe content = .allocate(capacity: 1)
        unsafe content.initialize(to: sg_content())
        self.sizeLimit = sizeLimit
    }

    deinit {
        unsafe sg_content_free(content)
        unsafe content.deallocate()
        unsafe sg_codecs_destroy(codecs)
    }

    /// Whether a value can be compressed; no text begins so, since its second byte would have to be
    /// the first of a character.
    @inline(__always)
    static func mayOpen(_ value: ByteSlice) -> Bool { value.count > 1 && value[1] >= 0x80 }

    /// Opens a value that may be compressed.
    @inline(never)
    func open(_ value: ByteSlice) -> Content {
        let status = unsafe sg_codecs_open(codecs, value.start, value.count, sizeLimit, content)
        switch status {
        case SG_CODEC_OK:
            guard let bytes = unsafe content.pointee.bytes else { return .broken }
            return unsafe .opened(ByteSlice(start: bytes, count: content.pointee.count))
        case SG_CODEC_UNKNOWN: return .plain
        case SG_CODEC_TOO_LARGE, SG_CODEC_NO_MEMORY: return .tooLarge
        default: return .broken
        }
    }
}
