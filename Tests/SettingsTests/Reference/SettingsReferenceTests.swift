// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Settings

struct SettingsReferenceTests {
    /// The package's folder, four levels above this file.
    private static let package = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in
        path.deletingLastPathComponent()
    }

    /// Compares a file with what the table makes; with WRITE_REFERENCE set, writes it instead.
    private func compare(_ path: String, _ made: String) throws {
        let file = Self.package.appending(path: path)
        if ProcessInfo.processInfo.environment["WRITE_REFERENCE"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(made.utf8).write(to: file)
        }
        let isCurrent = try Data(contentsOf: file) == Data(made.utf8)
        #expect(
            isCurrent,
            "renew it: WRITE_REFERENCE=1 swift test --filter SettingsReferenceTests"
        )
    }

    @Test func `the reference page is what the table of keys makes`() throws {
        let page = "Sources/streamgauge/streamgauge.docc/Settings.md"
        try compare(page, SettingsReference.markdown)
    }

    @Test func `the example file is what the table of keys makes`() throws {
        try compare("deploy/config/streamgauge.yaml", SettingsReference.exampleFile)
    }

    @Test func `the example file holds the defaults and passes as a daemon's`() throws {
        let example = try Settings.parse(SettingsReference.exampleFile)
        let defaults = Settings()
        for key in Settings.keys.keys where !["application", "kafka", "inputs"].contains(key.path) {
            #expect(key.yaml(example) == key.yaml(defaults), "\(key.path)")
        }
    }

    @Test func `the example file names every key that may be set once`() {
        let lines = SettingsReference.exampleFile.split(separator: "\n")
        for key in Settings.keys.keys {
            let name = (key.path.split(separator: ".").last ?? "") + ":"
            let isNamed = lines.contains { $0.drop { " #".contains($0) }.hasPrefix(name) }
            #expect(isNamed, "\(key.path)")
        }
    }

    @Test func `every key is documented and has an example or a default`() {
        for entry in SettingsReference.entries {
            #expect(entry.documentation.hasSuffix("."), "\(entry.path)")
            let value = SettingsReference.defaultValue(of: entry.path)
            #expect(!value.isEmpty || entry.example != nil, "\(entry.path)")
        }
    }
}
