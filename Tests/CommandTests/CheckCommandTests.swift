// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Settings
import Testing

@testable import streamgauge

struct CheckCommandTests {
    @Test func `a new key is 32 hexadecimal digits that only the owner reads`() throws {
        let folder = try TemporaryFolder()
        try KeyFile.make(folder.path("key"))
        try KeyFile.make(folder.path("other"))
        let text = String(decoding: try folder.bytes(of: "key"), as: UTF8.self)
        #expect(text.wholeMatch(of: #/[0-9a-f]{32}\n/#) != nil)
        #expect(try folder.bytes(of: "key") != folder.bytes(of: "other"))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("key"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `the settings take a new key`() throws {
        let folder = try TemporaryFolder()
        try KeyFile.make(folder.path("key"))
        let settings = try Settings.load(
            file: nil,
            overrides: ["identity.key_file=\(folder.path("key"))"],
            for: .offline
        )
        #expect(settings.identity.key != nil)
    }

    @Test func `a key is never overwritten`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("precious", to: "key")
        let error = #expect(throws: ProgramError.self) { try KeyFile.make(path) }
        #expect(error?.code == .io)
        #expect(error?.description.contains("a key is never overwritten") == true)
        #expect(try folder.bytes(of: "key") == Array("precious".utf8))
    }

    @Test func `a key cannot be made where there is no folder`() throws {
        let error = #expect(throws: ProgramError.self) { try KeyFile.make("no/such/folder/key") }
        #expect(error?.code == .io)
    }

    @Test func `the report tells inputs, windows, grouping sets and what is left out`() throws {
        let settings = try Settings.parse(
            """
            application: shop
            inputs: [ { topics: [a, b], source: it }, { pattern: "^web", format: segment } ]
            kpis: [ web.visits, { id: email.ctr, by: [[campaign], [campaign, country]] } ]
            """,
            for: .offline
        )
        let text = CheckReport(try Blueprint(settings, identity: .fixed)).text
        for line in [
            "application shop, key ", "  a, b: native, source it\n",
            "  topics that match ^web: segment\n",
            "  web.visits ga4@1                 10s 1m 1h 1d\n",
            "  email.ctr human_per_delivered@3  1h 1d  by [campaign] [campaign, country]\n",
            " of 1h, kept up to 7d 1h 30m after their end\n", "  limits.memory ",
        ] {
            #expect(text.contains(line), "\(line) in \(text)")
        }
        let lending = try Settings.parse(
            """
            tables: { a: { topic: s, fields: [persona] }, b: { topic: t, fields: [list] } }
            kpis: [ { id: web.visits, by: [[persona]] } ]
            """,
            for: .offline
        )
        let tables = CheckReport(try Blueprint(lending, identity: .fixed)).text
        #expect(tables.contains("  a: s, persona by user\n"))
        #expect(tables.contains("  b: t, list by user; not read, no KPI is grouped by them\n"))
        #expect(tables.contains("limits.table_entries"))
        #expect(!text.contains("limits.table_entries"))
        let small = try Settings.parse("windows: [1m]", for: .offline)
        let omitting = CheckReport(try Blueprint(small, identity: .fixed)).text
        #expect(omitting.contains("not counted, because no window of `windows` suits them: "))
        #expect(omitting.contains("app.retention_d1"))
    }
}
