// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct TableValidationTests {
    @Test func `tables are read by name and written back`() throws {
        let text = "{crm: {topic: people, key: device, fields: [persona, country]}}"
        let settings = try offline("tables: \(text)")
        let table = try #require(settings.tables.first)
        #expect(settings.tables.count == 1 && table.name == "crm" && table.topic == "people")
        #expect(table.key == .device && table.fields == ["persona", "country"])
        #expect(try Settings.parse(settings.text, for: .offline).tables == settings.tables)
        #expect(try offline("", overrides: ["tables=\(text)"]).tables == settings.tables)
    }

    @Test(arguments: [
        ("tables: []", "`tables` must be a mapping"),
        ("tables: {a: {fields: [persona]}}", "`tables.a` has no `topic`"),
        ("tables: {a: {topic: t}}", "`tables.a` has no `fields`"),
        (
            "tables: {a: {topic: t, key: mail, fields: [list]}}",
            "`tables.a.key` must be one of user, anonymous, device, object, not `mail`"
        ),
        ("tables: {a: {topic: t, filds: [list]}}", "unknown key `tables.a.filds`"),
        (
            "{inputs: [{pattern: ^t}], tables: {a: {topic: t, fields: [list]}}}",
            "`tables.a.topic` `t` is also used by `inputs.0`"
        ),
        (
            "{output: {topic: t}, tables: {a: {topic: t, fields: [list]}}}",
            "`tables.a.topic` `t` is also used by `output.topic`"
        ),
        (
            "tables: {a: {topic: t, fields: [list]}, b: {topic: t, fields: [label]}}",
            "`tables.b.topic` `t` is also used by `tables.a`"
        ),
        (
            "tables: {a: {topic: t, fields: [list]}, b: {topic: s, fields: [list]}}",
            "`tables.b.fields`: `list` is already lent by `tables.a`"
        ),
    ])
    func `a faulty table is told with its path`(text: String, sentence: String) {
        #expect(faults(text).contains { $0.contains(sentence) }, "\(faults(text))")
    }
}
