// SPDX-License-Identifier: Apache-2.0

import CZlib
import CZstd

/// How a body is packed (RFC 9110, section 8.4.1; RFC 8878 for zstd).
enum ContentCoding: Sendable, CaseIterable {
    case identity, gzip, zstd

    /// A smaller body is sent as it is: packing it would save no packet.
    static let smallestBytes = 1_024
    /// Both libraries' fastest: the thread that packs serves all clients.
    private static let level: Int32 = 1

    /// The coding that a client likes best of those it accepts; zstd, then gzip, of equal ones.
    ///
    /// - Parameter accepted: The `Accept-Encoding` header; empty if there is none.
    init(accepted: String) {
        var qualities: [String: Double] = [:]
        for part in accepted.lowercased().split(separator: ",") {
            let fields = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let name = fields.first else { continue }
            let quality = fields.dropFirst().first { $0.hasPrefix("q=") }
                .map { Double($0.dropFirst(2)).map { min(1, max(0, $0)) } ?? 0 }
            qualities[name == "x-gzip" ? "gzip" : name] = quality ?? 1
        }
        let others = qualities["*"] ?? 0
        let gzip = qualities["gzip"] ?? others
        let zstd = qualities["zstd"] ?? others
        // Whoever does not speak of it takes it, but gladly takes less to load.
        let identity = qualities["identity"] ?? 0
        self = .identity
        if gzip > 0, gzip >= identity { self = .gzip }
        if zstd > 0, zstd >= identity, zstd >= gzip { self = .zstd }
    }

    /// The name in headers; nil: there is none to be told.
    var name: String? {
        switch self {
        case .identity: nil
        case .gzip: "gzip"
        case .zstd: "zstd"
        }
    }

    /// The bytes packed; nil where they are to be sent as they are.
    func packed(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > Self.smallestBytes else { return nil }
        return switch self {
        case .identity: nil
        case .gzip: Self.gzip(bytes)
        case .zstd: Self.zstd(bytes)
        }
    }

    private static func zstd(_ bytes: [UInt8]) -> [UInt8]? {
        let bound = ZSTD_compressBound(bytes.count)
        var isPacked = true
        // Sound: both buffers live for the call, which writes at most `bound` bytes.
        let packed = unsafe [UInt8](unsafeUninitializedCapacity: bound) { target, count in
            let written = unsafe bytes.withUnsafeBytes { source in
                unsafe ZSTD_compress(
                    target.baseAddress,
                    bound,
                    source.baseAddress,
                    source.count,
                    level
                )
            }
            isPacked = ZSTD_isError(written) == 0
            count = isPacked ? written : 0
        }
        return isPacked ? packed : nil
    }

    private static func gzip(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = unsafe z_stream()
        guard unsafe sg_deflate_init_gzip(&stream, level) == Z_OK else { return nil }
        defer { unsafe deflateEnd(&stream) }
        let bound = unsafe Int(deflateBound(&stream, UInt(bytes.count)))
        var isPacked = true
        var source = bytes
        // Sound: both buffers live for the call; `bound` bytes are enough for one call to end it.
        let packed = unsafe [UInt8](unsafeUninitializedCapacity: bound) { target, count in
            unsafe source.withUnsafeMutableBufferPointer { source in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = UInt32(source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = UInt32(bound)
                isPacked = unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = isPacked ? unsafe bound - Int(stream.avail_out) : 0
            }
        }
        return isPacked ? packed : nil
    }
}
