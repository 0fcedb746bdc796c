// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// What counts as printed, when pages are compared with what commands print.
struct ShownOutputTests {
    private func isPrinted(_ shown: String..., in output: String) -> Bool {
        ShownOutput(shown).isPrinted(in: output)
    }

    @Test func `lines may be left out, but none may be added or change its place`() {
        let output = "one\ntwo\nthree"
        #expect(isPrinted("one", "three", in: output))
        #expect(!isPrinted("three", "one", in: output))
        #expect(!isPrinted("one", "four", in: output))
        #expect(!isPrinted("one", "one", in: output))
    }

    @Test func `times and large numbers stand for others, small numbers for themselves`() {
        let output = "at 2026-11-29T08:11:00.123Z 12 of 1795940370 on 2026-11-29"
        #expect(isPrinted("at 2020-01-01T00:00:00Z 12 of 99999 on 2020-01-01", in: output))
        #expect(!isPrinted("at 2020-01-01T00:00:00Z 13 of 99999 on 2020-01-01", in: output))
        #expect(!isPrinted("at noon 12 of 99999 on 2020-01-01", in: output))
    }

    @Test func `an ellipsis stands for any text in its place`() {
        #expect(isPrinted("key …, done", in: "key 0a1b, done"))
        #expect(isPrinted("… done", in: "key 0a1b, done"))
        #expect(isPrinted("a…c…e", in: "abcde"))
        #expect(!isPrinted("a…d…c…e", in: "abcde"))
        #expect(!isPrinted("key …, done", in: "key 0a1b, done."))
        #expect(!isPrinted("b…", in: "abc"))
    }

    @Test func `what shows nothing is never printed`() {
        #expect(!isPrinted(in: "anything"))
        #expect(!isPrinted("…", in: "anything"))
        #expect(!isPrinted("", in: ""))
    }

    @Test func `the first line that is missing is told`() {
        #expect(ShownOutput(["one", "two"]).missing(in: "one\nthree") == "two")
        #expect(ShownOutput(["one"]).missing(in: "one") == nil)
    }

    @Test func `a page is taken apart into blocks with their places and files`() {
        let page = DocumentedPage(
            name: "A.md",
            text: """
                Words.

                Save this as `a.yaml`,
                please:

                ```yaml
                a: 1
                ```

                ```sh
                cat a.yaml
                ```

                ```
                a: 1
                ```
                """
        )
        #expect(page.blocks.map(\.language) == ["yaml", "sh", ""])
        #expect(page.blocks.map(\.file) == ["a.yaml", nil, nil])
        #expect(page.blocks.map(\.line) == [6, 10, 14])
        #expect(page.blocks.map(\.end) == [8, 12, 16])
        #expect(page.blocks.map(\.isCommand) == [false, true, false])
    }
}
