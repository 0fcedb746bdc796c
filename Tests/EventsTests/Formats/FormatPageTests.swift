// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Events

/// Each format's page says what its table says, and its example is understood.
struct FormatPageTests {
    private static let vendors = InputFormat.allCases.filter { $0.vendor != nil }
    private static let folder = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in
        path.deletingLastPathComponent()
    }.appending(path: "Sources/streamgauge/streamgauge.docc/Formats")

    private func text(_ format: InputFormat) throws -> String {
        let file = Self.folder.appending(path: "\(format.rawValue).md")
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    @Test(arguments: vendors)
    func `the lists of events and fields are those of the table`(format: InputFormat) throws {
        let vendor = try #require(format.vendor)
        let text = try text(format)
        let head = text.range(of: FormatPage.begin).map { String(text[..<$0.lowerBound]) } ?? text
        let made = head + FormatPage(vendor: vendor).markdown
        if ProcessInfo.processInfo.environment["WRITE_REFERENCE"] != nil {
            let file = Self.folder.appending(path: "\(format.rawValue).md")
            try Data(made.utf8).write(to: file)
            return
        }
        let isCurrent = text == made
        #expect(isCurrent, "renew it: WRITE_REFERENCE=1 swift test --filter FormatPageTests")
    }

    @Test(arguments: InputFormat.allCases.filter { $0 != .native && $0 != .mapped })
    func `the example is understood`(format: InputFormat) throws {
        let parts = try text(format).components(separatedBy: "```")
        let example = try #require(parts.count > 2 ? parts[1] : nil)
        let value = example.drop { $0 != "\n" }.dropFirst()
        let steps = Decoding(format: format).steps(String(value))
        #expect(!steps.isEmpty && steps.allSatisfy { $0.event.map { $0.type != .other } ?? false })
    }
}
