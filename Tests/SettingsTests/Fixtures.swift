// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import YAMLText

@testable import Settings

/// The smallest settings that a daemon accepts, on one line so that more lines begin at two.
let minimal = "{application: shop, kafka: {bootstrap.servers: h:1}, inputs: [{topic: a}]}"

/// The errors of a text read without anything being required; none when it is accepted.
func faults(
    _ text: String,
    overrides: [String] = [],
    environment: [String: String] = [:],
    for purpose: SettingsPurpose = .offline
) -> [String] {
    do {
        _ = try Settings.parse(
            text,
            name: "f.yaml",
            overrides: overrides,
            environment: environment,
            for: purpose
        )
        return []
    } catch {
        return error.errors.map(\.description)
    }
}

/// Settings of a text read without anything being required.
func offline(
    _ text: String,
    overrides: [String] = [],
    environment: [String: String] = [:]
) throws -> Settings {
    try Settings.parse(text, overrides: overrides, environment: environment, for: .offline)
}

/// Runs a body with a file of that content, which is removed afterward.
func withFile(_ content: String, _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(content.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }  // a leftover harms nobody
    try body(file.path)
}
