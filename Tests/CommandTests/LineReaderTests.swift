// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import streamgauge

struct LineReaderTests {
    private func lines(_ bytes: [UInt8], limit: Int) throws -> [[UInt8]] {
        let folder = try TemporaryFolder()
        let file = try InputFile(try folder.write(bytes, to: "lines"))
        var reader = LineReader(InputBytes(file), lengthLimit: limit)
        var lines: [[UInt8]] = []
        while try reader.advance() {
            let line = reader.line
            lines.append(unsafe line.withUnsafeBytes { unsafe Array($0) })
            #expect(reader.number == lines.count)
        }
        #expect(reader.readCount == bytes.count)
        return lines
    }

    private func texts(_ text: String, limit: Int = 100) throws -> [String] {
        try lines(Array(text.utf8), limit: limit).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("", []),
        ("a", ["a"]),
        ("a\n", ["a"]),
        ("a\nb", ["a", "b"]),
        ("a\n\nb\n", ["a", "", "b"]),
        ("\n", [""]),
        ("a\r\nb", ["a\r", "b"]),
    ])
    func `lines end at line feeds and at the end`(text: String, expected: [String]) throws {
        #expect(try texts(text) == expected)
    }

    @Test func `of a line beyond the limit one byte more than the limit is kept`() throws {
        let long = String(repeating: "x", count: 700_000)
        let found = try texts("a\n\(long)\nb\n\(long)", limit: 10)
        #expect(found == ["a", "xxxxxxxxxxx", "b", "xxxxxxxxxxx"])
        #expect(
            try texts("1234567890\n12345678901\nz", limit: 10) == [
                "1234567890", "12345678901", "z",
            ]
        )
    }

    @Test func `lines of every length lie across blocks unharmed`() throws {
        var bytes: [UInt8] = []
        var expected: [[UInt8]] = []
        for length in stride(from: 0, to: 3_000, by: 7) {
            let line = [UInt8](repeating: UInt8(65 + length % 26), count: length)
            expected.append(line)
            bytes += line + [10]
        }
        #expect(bytes.count > 512 << 10)
        #expect(try lines(bytes, limit: 3_000) == expected)
    }

    @Test func `an input that is not there is an error that names it`() {
        let error = #expect(throws: ProgramError.self) { _ = try InputFile("no/such/file") }
        #expect(error?.code == .io)
        #expect(error?.description.contains("cannot open no/such/file: ") == true)
    }
}
