// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

struct YAMLReaderTests {
    private func read(_ text: String) throws(TextError) -> YAMLNode {
        var reader = try YAMLReader(Array(text.utf8), place: .file(name: "f"))
        return try reader.read()
    }

    @Test func `each node tells its place and its kind`() throws {
        let root = try read("a: 1\nb:\n  - x\n  - {}\nc:\n")
        guard case .mapping(let entries) = root.content else {
            Issue.record("not a mapping")
            return
        }
        #expect(entries.map(\.key) == ["a", "b", "c"])
        #expect(entries.map(\.keyLocation.description) == ["f:1:1", "f:2:1", "f:5:1"])
        #expect(entries.map(\.value.kind) == ["`1`", "a list", "an empty value"])
        #expect(entries[0].value.text == "1")
        #expect(entries[1].value.text.isEmpty)
        guard case .sequence(let items) = entries[1].value.content else {
            Issue.record("not a list")
            return
        }
        #expect(items.map(\.location.description) == ["f:3:5", "f:4:5"])
        #expect(items.map(\.kind) == ["`x`", "a mapping"])
    }

    @Test func `a key written twice is told, and the first one holds`() throws {
        var reader = try YAMLReader(Array("a: 1\na: 2\n".utf8), place: .file(name: "f"))
        let root = try reader.read()
        #expect(root.count == 5)
        #expect(
            reader.errors.map(\.description)
                == ["f:2:1: duplicate key `a`, already set at f:1:1; keep one of them"]
        )
    }

    @Test(arguments: [
        ("a: [", "f:2:1: not valid YAML"), ("a: *b", "f:1:4: the alias `*b` has no anchor"),
        ("a\n---\nb\n", "f:2:1: a second document begins here"),
    ])
    func `a fault has a place`(text: String, message: String) {
        #expect(throws: TextError.self) { try read(text) }
        do throws(TextError) {
            _ = try read(text)
        } catch {
            #expect(error.description.hasPrefix(message))
        }
    }
}
