// SPDX-License-Identifier: Apache-2.0

import Testing

struct SwiftLexerTests {
    private func code(_ text: String) -> String {
        String(decoding: SwiftLexer(text).code, as: UTF8.self)
    }

    private func words(_ text: String) -> [String] {
        Word.all(in: SwiftLexer(text).code).map(\.text)
    }

    @Test(arguments: [
        ("a // }", "a     "),
        ("a /* } /* } */ } */ b", "a                   b"),
        (#"f("}") {"#, "f(   ) {"),
        (#"f("\"}") {"#, "f(     ) {"),
        (##"f(#"\"}"#) {"##, "f(       ) {"),
        ("f(\"\"\"\n}\"\n\"\"\") {", "f(   \n  \n   ) {"),
        ("func `a } in \"a name`() {", "func _               () {"),
    ])
    func `comments, strings and raw identifiers are blanked`(source: String, expected: String) {
        #expect(code(source) == expected)
    }

    @Test func `code inside an interpolation is code`() {
        #expect(words(#"let x = "a \(b + "c \(d)") e" + f"#) == ["let", "x", "b", "d", "f"])
        #expect(words(##"g(#"a \(b) \#(c)"#)"##) == ["g", "c"])
    }

    @Test func `comments keep their lines`() {
        let lexer = SwiftLexer("a // one\nb\n/* two\nthree */ c")
        let lines = String(decoding: lexer.comments, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        #expect(lines == ["  // one", " ", "   two", "three     "])
    }

    @Test func `an unfinished literal ends the scan`() {
        #expect(words("a \"\"\" b") == ["a"])
        #expect(words("a /* b") == ["a"])
        #expect(words("a ` b") == ["a", "_"])
        #expect(words(#"a "\("#) == ["a"])
    }

    @Test(arguments: [
        ("batchManager2", ["batch", "manager", "2"]), ("HTTPServer", ["http", "server"]),
        ("table_limit", ["table", "limit"]), ("ID", ["id"]), ("_", []),
        ("parseURL", ["parse", "url"]),
    ])
    func `a name falls into its parts`(name: String, parts: [String]) {
        #expect(Word(text: name, line: 1, end: 0, previous: 0).parts == parts)
    }

    @Test func `functions are measured from keyword to brace`() {
        let source = """
            protocol P {
                init(a: Int)
                func required() -> Int
                var x: Int { get }
            }
            struct S: P {
                init(a: Int = [1].map { $0 }[0]) {
                    self.init()
                }
                func long(
                    a: Int
                ) -> String {
                    func inner() { "}" }
                    return "{\\(a)"
                }
                deinit {}
            }
            """
        let lengths = FunctionLength.all(in: SwiftFile(TextFile(path: "a.swift", text: source)))
        #expect(lengths.map(\.line) == [7, 10, 13, 16])
        #expect(lengths.map(\.lines) == [3, 6, 1, 1])
    }
}
