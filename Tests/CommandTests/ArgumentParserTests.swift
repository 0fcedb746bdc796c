// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import streamgauge

struct ArgumentParserTests {
    private static let command = Command(
        name: "try",
        summary: "",
        synopses: [],
        details: "",
        options: [
            CommandOption("seed", "S", ""), CommandOption(flag: "early", ""), .config, .set,
        ],
        operand: "INPUT",
        run: { _ in }
    )

    private func parse(_ words: String) throws(ProgramError) -> Arguments? {
        try ArgumentParser(command: Self.command).parse(
            words.split(separator: " ").map(String.init)
        )
    }

    @Test(
        arguments: [
            ("", [:], []),
            ("a b", [:], ["a", "b"]),
            ("--seed 7 a", ["seed": ["7"]], ["a"]),
            ("--seed=7 a", ["seed": ["7"]], ["a"]),
            ("--seed=", ["seed": [""]], []),
            ("--seed -7", ["seed": ["-7"]], []),
            ("--seed -", ["seed": ["-"]], []),
            ("a --early -", ["early": [""]], ["a", "-"]),
            ("-- --early", [:], ["--early"]),
            ("--set a=1 --set=b=2", ["set": ["a=1", "b=2"]], []),
        ] as [(String, [String: [String]], [String])]
    )
    func `options and operands are told apart`(
        words: String,
        values: [String: [String]],
        operands: [String]
    ) throws {
        let arguments = try #require(try parse(words))
        #expect(arguments.values == values)
        #expect(arguments.operands == operands)
    }

    @Test(arguments: ["--help", "-h", "a --help", "--seed 1 -h"])
    func `help is wanted wherever it stands`(words: String) throws {
        #expect(try parse(words) == nil)
    }

    @Test(arguments: [
        ("--sed 1", "try has no option --sed; did you mean --seed?"),
        ("-e", "try has no option -e; did you mean"),
        ("--erly", "did you mean --early?"),
        ("--seed", "--seed has no value; write --seed S"),
        ("--seed --early", "--seed has no value"),
        ("--early=1", "--early takes no value; write --early"),
        ("--seed 1 --seed 2", "--seed is given twice; keep one"),
        ("--early --early", "--early is given twice"),
    ])
    func `a wrong option is told with what to do`(words: String, message: String) {
        let error = #expect(throws: ProgramError.self) { try parse(words) }
        #expect(error?.code == .usage)
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func `a command without operands refuses one`() {
        var command = Self.command
        command.operand = nil
        let parser = ArgumentParser(command: command)
        let error = #expect(throws: ProgramError.self) { try parser.parse(["file"]) }
        #expect(error?.description == "try takes no 'file'; 'streamgauge try --help' lists all")
    }

    @Test(arguments: ["x", "", "-1", "11", "1.5", "99999999999999999999"])
    func `a number outside its range is refused`(text: String) {
        let arguments = Arguments(values: ["seed": [text]])
        let error = #expect(throws: ProgramError.self) {
            _ = try arguments.number("seed", in: 0...10)
        }
        #expect(error?.code == .usage)
        #expect(error?.description.hasPrefix("--seed must be a whole number from 0 to 10") == true)
    }

    @Test(
        arguments: [
            ("30s", .seconds(30)), ("5m", .seconds(300)), ("2h", .seconds(7_200)),
            ("1d", .seconds(86_400)),
        ] as [(String, Duration)]
    )
    func `a duration has a unit`(text: String, duration: Duration) throws {
        #expect(try Arguments(values: ["for": [text]]).duration("for") == duration)
    }

    @Test(arguments: ["", "5", "s", "0s", "-5s", "5 s", "5w"])
    func `what is no duration is refused`(text: String) {
        let arguments = Arguments(values: ["for": [text]])
        #expect(throws: ProgramError.self) { _ = try arguments.duration("for") }
    }
}
