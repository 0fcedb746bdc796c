// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

@testable import Settings

struct SettingsYAMLTests {
    @Test(arguments: [
        (
            "a: [",
            "2:1: not valid YAML: did not find expected node content; check quotes, brackets and indentation"
        ),
        (
            "a: b: c",
            "1:5: not valid YAML: mapping values are not allowed in this context; check quotes, brackets and indentation"
        ),
        (
            "é: 1\n\tb: 1",
            "2:1: not valid YAML: found a tab character that violates indentation; indent with spaces, not tabs"
        ),
        (
            "é: \"é\u{0}",
            "1:6: not readable as YAML: control characters are not allowed; remove that character"
        ),
        (
            "a: {b: ${C}}",
            "1:9: not valid YAML: did not find expected ',' or '}'; put a value with `${NAME}` in quotes here"
        ),
        (
            "a: *x",
            "1:4: the alias `*x` has no anchor before it; write `&x` where the value is first written"
        ),
        (
            "a: &x [*x]",
            "1:8: the alias `*x` has no anchor before it; write `&x` where the value is first written"
        ),
        (
            "a: !!binary b",
            "1:4: the tag `tag:yaml.org,2002:binary` is not supported; remove it; every key knows its type"
        ),
        ("---\na: 1\n---\nb: 2", "3:1: a second document begins here; keep one document in a file"),
        ("? [a]\n: b", "1:3: a key must be a plain text; write `key: value`"),
    ])
    func `a text that is no settings file is refused at its place`(text: String, message: String) {
        #expect(faults(text) == ["f.yaml:" + message])
    }

    @Test func `invalid UTF-8 is refused at the first wrong byte`() {
        let text = Array("a: 1\nü: x".utf8) + [0xC3, 0x28]
        do throws(SettingsErrors) {
            _ = try Settings.parse(text, name: "f.yaml")
            Issue.record("accepted")
        } catch {
            #expect(error.description == "f.yaml:2:5: not valid UTF-8; save the file in UTF-8")
        }
    }

    @Test(arguments: ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "~"])
    func `an empty file is an empty mapping`(text: String) throws {
        var settings = try offline(text)
        settings.origins = [:]
        var expected = Settings()
        expected.application = "offline"
        #expect(settings == expected)
    }

    @Test func `a byte order mark and line ends of Windows do no harm`() throws {
        let settings = try offline("\u{FEFF}application: a\r\nhttp:\r\n  series: 5\r\n")
        #expect(settings.application == "a")
        #expect(settings.http.series == 5)
    }

    @Test func `an alias repeats its anchor`() throws {
        let settings = try offline("output: {every: &t 2s}\ntime: {idle: *t}\n")
        #expect(settings.time.idle == .seconds(2))
    }

    @Test func `nested aliases end at the limit of values`() {
        var text = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<10 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "b\(level): &a\(level) [\(aliases)]\n"
        }
        let errors = faults(text)
        #expect(
            errors == [
                "f.yaml:5:25: more than 50000 values, aliases included; use fewer aliases"
            ]
        )
    }

    @Test(arguments: ["[", "{a: ", "- "])
    func `ten thousand levels end at the limit of levels`(opening: String) {
        let errors = faults(String(repeating: opening, count: 10_000))
        let limit = YAMLReader.maximumDepth
        let column = limit * opening.count + 1
        #expect(
            errors == ["f.yaml:1:\(column): more than \(limit) levels of nesting; write it flatter"]
        )
    }

    @Test func `a file of 50 MB is refused without being read`() throws {
        let message = "more than 1048576 bytes of text; is this the right file?"
        let line = "a: 1\n"
        let large = String(repeating: line, count: 50_000_000 / line.count)
        #expect(faults(large) == ["f.yaml:1:1: " + message])
        try withFile(large) { path in
            do throws(SettingsErrors) {
                _ = try Settings.load(file: path)
                Issue.record("accepted")
            } catch {
                #expect(error.description == "\(path):1:1: " + message)
            }
        }
    }

    @Test func `an endless file is refused`() {
        #expect(throws: SettingsErrors.self) { try Settings.load(file: "/dev/zero") }
    }

    @Test func `broken texts give errors and nothing worse`() {
        let seed: UInt64 = 4
        var random = SplitMix(state: seed)
        let original = Array(SettingsReference.exampleFile.utf8)
        var refused = 0
        for _ in 0..<300 {
            var text = original
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: text[place] = UInt8.random(in: 0...255, using: &random)
                case 1: text.remove(at: place)
                default:
                    text.insert(
                        Array("[]{}:&*!#-\"'\n\t$ ".utf8).randomElement(using: &random) ?? 0,
                        at: place
                    )
                }
            }
            do throws(SettingsErrors) {
                _ = try Settings.parse(text, name: "f.yaml")
            } catch {
                refused += 1
                let isPlaced = error.errors.allSatisfy { $0.description.hasPrefix("f.yaml:") }
                #expect(isPlaced, "seed \(seed): \(error)")
            }
        }
        #expect(refused > 0)
    }
}

/// A generator that a seed repeats (Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", 2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
