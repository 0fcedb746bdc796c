// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import YAMLText

@testable import Settings

struct IdentityKeyTests {
    private let hexadecimal = "000102030405060708090a0B0c0d0e0f"

    @Test func `a key is its bytes read little endian`() throws {
        let key = try #require(IdentityKey(hexadecimal: hexadecimal))
        #expect(key.low == 0x0706_0504_0302_0100)
        #expect(key.high == 0x0F0E_0D0C_0B0A_0908)
    }

    @Test(arguments: [
        "", "00", String(repeating: "0", count: 33), String(repeating: "g", count: 32),
        "+" + String(repeating: "0", count: 31),
    ])
    func `anything but 32 hexadecimal digits is no key and is not repeated`(text: String) {
        let errors = faults("identity: {key: \"\(text)\"}")
        #expect(
            errors == [
                "f.yaml:1:17: `identity.key` must be 32 hexadecimal digits;"
                    + " make a key with `streamgauge check --init-key FILE`"
            ]
        )
    }

    @Test(arguments: ["", "\n", "\r\n"])
    func `a key's file is read and its final line end cut`(end: String) throws {
        try withFile(hexadecimal + end) { path in
            let settings = try offline("identity: {key_file: \(path)}")
            #expect(settings.identity.key == IdentityKey(hexadecimal: hexadecimal))
            #expect(settings.text.contains("key_file: \(path)"))
        }
    }

    @Test func `a file that is not readable or holds no key is an error at its key`() throws {
        #expect(
            faults("identity: {key_file: /nonexistent}") == [
                "f.yaml:1:22: `identity.key_file`: cannot read `/nonexistent`: No such file or"
                    + " directory; make it with `streamgauge check --init-key /nonexistent`"
            ]
        )
        for content in [hexadecimal + "\n\n", "secret", ""] {
            try withFile(content) { path in
                let errors = faults("identity: {key_file: \(path)}")
                #expect(errors.count == 1)
                #expect(errors.first?.hasPrefix("f.yaml:1:22: `") == true)
                #expect(errors.first?.contains("secret") == false)
            }
        }
    }

    @Test(.enabled(if: getuid() != 0, "root reads everything"))
    func `a file that may not be read is not to be made anew`() throws {
        try withFile(hexadecimal) { path in
            let rights: [FileAttributeKey: Any] = [.posixPermissions: 0]
            try FileManager.default.setAttributes(rights, ofItemAtPath: path)
            #expect(
                faults("identity: {key_file: \(path)}") == [
                    "f.yaml:1:22: `identity.key_file`: cannot read \(path.quoted): Permission denied; "
                        + "check the path and its permissions"
                ]
            )
        }
    }

    @Test(arguments: [
        ("/", "cannot read `/`: Is a directory; check the path and its permissions"),
        ("/dev/null", "cannot read `/dev/null`: it is empty; make a key with"),
    ])
    func `what is there but is no key is told as it is`(path: String, expected: String) {
        let errors = faults("identity: {key_file: \(path)}")
        #expect(errors.count == 1 && errors.first?.contains(expected) == true, "\(errors)")
    }

    @Test func `a key and its file exclude each other in one place`() throws {
        try withFile(hexadecimal) { path in
            let text = "identity: {key: \(hexadecimal), key_file: \(path)}"
            let errors = faults(text)
            #expect(errors.count == 1)
            #expect(errors.first?.contains("has both `key` and `key_file`; keep one") == true)
        }
    }

    @Test func `an override of a key takes the place of its file`() throws {
        let text = "identity: {key_file: /nonexistent}\nkafka: {sasl.password_file: /nonexistent}"
        let settings = try offline(
            text,
            overrides: ["kafka.sasl.password=p"],
            environment: ["STREAMGAUGE_IDENTITY_KEY": hexadecimal]
        )
        #expect(settings.identity.key != nil)
        #expect(settings.kafkaProperty("sasl.password") == "p")
    }

    @Test func `a missing key is an error only where it is required`() throws {
        let settings = try Settings.parse(minimal)
        do {
            _ = try settings.requireIdentity()
            Issue.record("accepted")
        } catch {
            #expect(error.hint.contains("streamgauge check --init-key FILE"))
            #expect(error.description.contains("`identity` names no key to hash ids with"))
        }
        let given = try Settings.parse(minimal, overrides: ["identity.key=\(hexadecimal)"])
        #expect(try given.requireIdentity().low == 0x0706_0504_0302_0100)
    }

    @Test func `a secret of a wrong kind is not repeated in the error`() {
        let errors = faults("", overrides: ["identity.key=hidden"])
        #expect(errors.count == 1)
        #expect(errors.first?.hasPrefix("--set identity.key: `identity.key` must be") == true)
        #expect(errors.first?.contains("hidden") == false)
    }
}
