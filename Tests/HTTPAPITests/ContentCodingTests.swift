// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import HTTPAPI

struct ContentCodingTests {
    @Test(arguments: [
        ("", ContentCoding.identity), ("gzip", .gzip), ("zstd", .zstd), ("gzip, zstd", .zstd),
        ("GZIP;q=0.8, zstd;q=0.5", .gzip), ("gzip;q=0", .identity), ("br", .identity),
        ("br, *", .zstd), ("*;q=0.5, zstd;q=0", .gzip), ("x-gzip", .gzip),
        ("gzip;q=0.5, identity", .identity), ("identity;q=0.5, gzip;q=0.5", .gzip),
        ("gzip ; q=0.2,deflate", .gzip), ("gzip;q=high", .identity), (",;,", .identity),
        ("gzip, deflate, br, zstd", .zstd), ("zstd;q=0.001, gzip;q=0.002", .gzip),
    ])
    func `the coding that the client likes best is chosen`(
        accepted: String,
        coding: ContentCoding
    ) {
        #expect(ContentCoding(accepted: accepted) == coding)
    }

    @Test(arguments: [1_025, 65_536, 3_000_000])
    func `what is packed can be opened, and is smaller`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 3 % 97) }
        let gzip = try #require(ContentCoding.gzip.packed(bytes))
        let zstd = try #require(ContentCoding.zstd.packed(bytes))
        #expect(gzip.count < count && zstd.count < count)
        #expect(try Opening.gzip(gzip, count: count) == bytes)
        #expect(try Opening.zstd(zstd, count: count) == bytes)
        #expect(ContentCoding.identity.packed(bytes) == nil)
    }

    @Test(arguments: ContentCoding.allCases)
    func `what is small is sent as it is`(coding: ContentCoding) {
        #expect(coding.packed([UInt8](repeating: 7, count: 1_024)) == nil)
    }
}
