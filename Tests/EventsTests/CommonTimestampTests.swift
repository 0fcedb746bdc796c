// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct CommonTimestampTests {
    private func withSlice<Result>(_ text: [UInt8], _ body: (ByteSlice) -> Result) -> Result {
        unsafe text.withUnsafeBufferPointer { buffer in
            body(unsafe ByteSlice(start: buffer.baseAddress.unsafelyUnwrapped, count: buffer.count))
        }
    }

    private func parse(_ text: ByteSlice) -> Int64? {
        guard let minute = CommonTimestamp.minute(text.word(at: 0), text.word(at: 8)),
            let rest = CommonTimestamp.rest(text.word(at: 16))
        else { return nil }
        return minute + rest
    }

    @Test func `it reads its form as the careful way does`() {
        var generator = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0...999_999, using: &generator)
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: count - text.count) + text
        }
        for _ in 0..<20_000 {
            let date =
                "\(digits(random(10_000), 4))-\(digits(random(14), 2))-\(digits(random(33), 2))"
            let time = "\(digits(random(25), 2)):\(digits(random(61), 2)):\(digits(random(62), 2))"
            let text = Array("\(date)T\(time).\(digits(random(1_000), 3))Z".utf8)
            let (quick, careful) = withSlice(text) { slice in
                (parse(slice), Timestamp.parse(slice))
            }
            #expect(quick == careful, "seed \(seed): \(String(decoding: text, as: UTF8.self))")
        }
    }

    @Test func `one wrong byte anywhere is never read as a digit or a separator`() {
        let form = Array("2025-06-02T09:10:11.234Z".utf8)
        for position in form.indices {
            for byte in UInt8.min...UInt8.max where byte != form[position] {
                var text = form
                text[position] = byte
                let (quick, careful) = withSlice(text) { slice in
                    (parse(slice), Timestamp.parse(slice))
                }
                if let quick { #expect(quick == careful, "byte \(byte) at \(position)") }
            }
        }
    }
}
