// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct ProgramPropertyTests {
    @Test func `the reference lists what the program sets, in order`() {
        let names = ProgramProperty.all.map(\.name)
        #expect(names == names.sorted() && Set(names).count == names.count)
        let text = SettingsReference.markdown
        #expect(names.allSatisfy { text.contains("`\($0)`") })
    }

    @Test func `a value is compared whatever its case, and one that is overwritten is never right`()
        throws
    {
        let ends = try #require(ProgramProperty.all.first { $0.name == "enable.partition.eof" })
        #expect(!ends.isContradicted(by: "True") && ends.isContradicted(by: "false"))
        let group = try #require(ProgramProperty.all.first { $0.name == "group.id" })
        #expect(group.isContradicted(by: "") && group.isContradicted(by: "shop"))
    }
}
