// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Sinks

struct SecretFileTests {
    private let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("streamgauge-secret-\(UUID().uuidString)").path

    private func read(_ content: String) throws -> Result<[UInt8], SecretFile.Unusable> {
        try Data(content.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return Result { () throws(SecretFile.Unusable) in try SecretFile(path: path).read() }
    }

    @Test(arguments: ["s3cret", "s3cret\n", "s3cret\r\n"])
    func `a secret is what its file holds without the final line end`(content: String) throws {
        #expect(try read(content).get() == Array("s3cret".utf8))
    }

    @Test(arguments: ["", "\n", "a\nb", "a\0b", String(repeating: "a", count: 5_000)])
    func `what cannot stand in a header is refused, and not told`(content: String) {
        #expect(throws: SecretFile.Unusable.self) { try read(content).get() }
    }

    @Test func `a file that is gone has a reason`() {
        let error = #expect(throws: SecretFile.Unusable.self) {
            try SecretFile(path: "/nowhere/secret").read()
        }
        #expect(error?.reason == "the file /nowhere/secret cannot be opened")
    }
}
