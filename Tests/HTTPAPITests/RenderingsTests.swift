// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct RenderingsTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `the same subject is rendered once`() throws {
        let renderings = Renderings<Int>(limit: 2)
        var count = 0
        let bodies = try (0..<3).map { _ in
            try renderings.body(7) { bytes in
                count += 1
                bytes += Array("seven".utf8)
            }.body
        }
        #expect(count == 1)
        #expect(bodies.allSatisfy { text($0.bytes) == "seven" })
    }

    @Test func `what is being read is not written over, what is read has its place used again`()
        throws
    {
        let renderings = Renderings<Int>(limit: 2)
        let first = try renderings.body(1) { $0 += Array("first".utf8) }.body
        for subject in 2..<10 {
            let next = try renderings.body(subject) { $0 += Array("\(subject)".utf8) }.body
            #expect(text(next.bytes) == "\(subject)")
        }
        #expect(text(first.bytes) == "first")
    }

    @Test func `when all places are being read others are told to come again`() throws {
        let renderings = Renderings<Int>(limit: 2)
        let held = try (0..<2).map { subject in try renderings.body(subject) { _ in }.body }
        let problem = #expect(throws: HTTPProblem.self) { try renderings.body(3) { _ in } }
        #expect(problem?.status == .serviceUnavailable)
        #expect(problem?.retryAfterSeconds == 1)
        #expect(held.count == 2)
    }

    @Test func `a body is packed where that is worth it`() throws {
        let renderings = Renderings<Int>(limit: 3)
        let large = try renderings.body(1, .gzip) { $0 += [UInt8](repeating: 65, count: 5_000) }
        #expect(large.coding == .gzip)
        #expect(large.body.bytes.count < 5_000)
        let small = try renderings.body(2, .gzip) { $0 += [UInt8](repeating: 65, count: 50) }
        #expect(small.coding == .identity)
        #expect(small.body.bytes.count == 50)
        let plain = try renderings.body(1, .identity) { $0 += [UInt8](repeating: 65, count: 5_000) }
        #expect(plain.coding == .identity)
        #expect(plain.body.bytes.count == 5_000)
    }
}
