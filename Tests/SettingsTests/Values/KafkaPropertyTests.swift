// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct KafkaPropertyTests {
    private let hexadecimal = "000102030405060708090a0B0c0d0e0f"

    @Test func `a Kafka secret is read from its file and marked`() throws {
        try withFile("p w\n") { path in
            let settings = try offline("kafka: {sasl.password_file: \(path), a_file: \(path)}")
            #expect(settings.kafkaProperty("sasl.password") == "p w")
            #expect(settings.kafka.map(\.name) == ["a", "sasl.password"])
            #expect(settings.kafka.map(\.isSecret) == [true, true])
            let both = faults("kafka: {a: 1, a_file: \(path)}")
            #expect(both == ["f.yaml:1:23: `kafka` has both `a` and `a_file`; keep one of them"])
        }
    }

    @Test func `no way of printing shows a secret`() throws {
        var settings = try offline(
            "identity: {key: \(hexadecimal)}\nkafka: {sasl.password: hidden, client.id: shown}"
        )
        settings.kafka.append(KafkaProperty(name: "ssl.key.password", value: "hidden"))
        var dumped = ""
        dump(settings, to: &dumped)
        for text in [settings.text, "\(settings)", String(reflecting: settings), dumped] {
            #expect(text.contains("shown"))
            #expect(text.contains(Settings.mask))
            #expect(!text.contains("hidden"))
            #expect(!text.contains(hexadecimal))
            #expect(!text.contains(String(0x0706_0504_0302_0100)))
        }
    }
}
