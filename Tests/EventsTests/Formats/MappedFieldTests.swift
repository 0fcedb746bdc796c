// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Events

struct MappedFieldTests {
    @Test func `every field of the native event can be mapped`() {
        let native =
            NativeField.allCases.filter { $0 != .totals }.map { "\($0)" }
            + TotalsMetric.allCases.map { "totals.\($0)" }
        #expect(Set(MappedField.all.map(\.name)) == Set(native + ["id_parts"]))
        #expect(MappedField.all.count == native.count + 1)
        #expect(Set(MappedField.all.map(\.role)).count == MappedField.all.count)
    }

    @Test(
        arguments: [
            ("user", "u", "left out"), ("country", "IT", nil), ("country", "", "a text"),
            ("channel", "app", nil), ("mode", "none", "one of online, offline"),
            ("currency", "eur", nil), ("currency", "euro", "a currency code of three letters"),
            ("scale", "10", nil), ("scale", "0", "a number above 0"),
            ("scale", "x", "a number above 0"),
            ("paid", "yes", "one of true, false"), ("type", "order", nil),
        ] as [(String, String, String?)]
    )
    func `a constant is what its field can be`(name: String, text: String, demand: String?) throws {
        let field = try #require(MappedField(name: name))
        #expect(field.demand(ofConstant: text) == demand)
        #expect(field.takesConstant == (demand != "left out"))
    }

    @Test func `a name that is none gives no field`() {
        #expect(MappedField(name: "totals") == nil && MappedField(name: "source") == nil)
    }

    @Test func `the page lists every field and nothing else`() throws {
        let page = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in
            path.deletingLastPathComponent()
        }
        .appending(path: "Sources/streamgauge/streamgauge.docc/Formats/mapped.md")
        let text = String(decoding: try Data(contentsOf: page), as: UTF8.self)
        let rows = text.split(separator: "## Fields")[1].split(separator: "\n")
            .filter { $0.hasPrefix("| `") }
        let listed = rows.flatMap { row in
            row.split(separator: "|")[0].split(separator: "`").filter {
                !" ,".contains($0.prefix(1))
            }
        }
        #expect(listed.map(String.init).sorted() == MappedField.all.map(\.name).sorted())
        for row in rows where row.hasSuffix("| no |") {
            let names = row.split(separator: "|")[0].split(separator: "`").map(String.init)
            let fields = names.compactMap { MappedField(name: $0) }
            #expect(!fields.isEmpty && fields.allSatisfy { !$0.takesConstant })
        }
    }
}
