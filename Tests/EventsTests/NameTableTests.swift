// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct NameTableTests {
    @Test func `each name has its place in the list, and no other name has one`() {
        let names = (0..<5_000).map { "name-\($0)" } + ["", "a", "name"]
        let table = NameTable(names)
        for (place, name) in names.enumerated() {
            #expect(table.index(of: ByteSlice(keeping: name)) == place)
        }
        for name in ["name-5000", "b", "Name", "name-"] {
            #expect(table.index(of: ByteSlice(keeping: name)) == nil)
        }
        #expect(NameTable([]).index(of: ByteSlice("a")) == nil)
    }
}
