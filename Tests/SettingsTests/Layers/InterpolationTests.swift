// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct InterpolationTests {
    private let environment = ["HOST": "h", "_P1": "9092", "EMPTY": "", "LONG": long]
    private static let long = String(repeating: "x", count: 300_000)

    @Test(arguments: [
        ("${HOST}", "h"), ("a${HOST}b${_P1}", "ahb9092"), ("$${HOST}", "${HOST}"),
        ("$HOST $ $$", "$HOST $ $$"), ("$$${HOST}", "$${HOST}"), ("x${EMPTY}", "x"), ("}{", "}{"),
    ])
    func `a variable is put in its place`(text: String, expected: String) throws {
        let settings = try offline("kafka: {client.id: \"\(text)\"}", environment: environment)
        #expect(settings.kafkaProperty("client.id") == expected)
    }

    @Test func `numbers, lists and overrides take variables too`() throws {
        let settings = try offline(
            "http:\n  series: ${_P1}\nurls: {keep: [a, \"${HOST}\"]}",
            overrides: ["output.topic=t-${HOST}"],
            environment: environment
        )
        #expect(settings.http.series == 9092)
        #expect(settings.urls.keep == ["a", "h"])
        #expect(settings.output.topic == "t-h")
    }

    @Test func `a variable that is not set is an error that names it`() {
        #expect(
            faults("kafka:\n  a: x${NONE}") == [
                "f.yaml:2:6: the environment variable `NONE` is not set;"
                    + " set it, or write `$${` for the characters themselves"
            ]
        )
    }

    @Test(arguments: ["${", "${}", "${1A}", "${A B}", "${A", "${A-b}"])
    func `what is no variable is an error`(text: String) {
        #expect(
            faults("kafka: {a: \"\(text)\"}", environment: ["A": "x"]) == [
                "f.yaml:1:12: `${` does not begin a `${NAME}`;"
                    + " write `$${` for the characters themselves"
            ]
        )
    }

    @Test func `a value is not read as YAML again`() throws {
        let settings = try offline("kafka: {a: \"${V}\"}", environment: ["V": "${X}: [*y"])
        #expect(settings.kafkaProperty("a") == "${X}: [*y")
    }

    @Test func `a long variable cannot be multiplied without bound`() {
        let text = "urls: {keep: [\"${LONG}\", \"${LONG}\", \"${LONG}\", \"${LONG}\"]}"
        #expect(
            faults(text, environment: environment) == [
                "f.yaml:1:48: `${LONG}` makes the settings longer than allowed; use it fewer times"
            ]
        )
    }
}
