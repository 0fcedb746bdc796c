// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct EnvironmentNamesTests {
    @Test func `every key has a variable of its own that leads back to it`() throws {
        let paths = SettingsReference.entries.map(\.path)
        let names = paths.map(EnvironmentNames.name(of:))
        #expect(Set(names).count == paths.count)
        for (name, path) in zip(names, paths) where path != "kafka" {
            let numbered = name.replacing("[]", with: "3")
            let found = try EnvironmentNames.path(of: numbered)
            #expect(found == path.replacing("[]", with: ".3"))
        }
    }

    @Test(arguments: [
        ("STREAMGAUGE_HTTP_LISTEN", "http.listen"),
        ("STREAMGAUGE_OUTPUT_EARLY_TOPIC", "output.early_topic"),
        ("STREAMGAUGE_TIME_OUT_OF_ORDERNESS", "time.out_of_orderness"),
        ("STREAMGAUGE_INPUTS_12_TOPIC", "inputs.12.topic"),
        ("STREAMGAUGE_KAFKA_BOOTSTRAP_SERVERS", "kafka.bootstrap.servers"),
        ("STREAMGAUGE_KAFKA_SASL_PASSWORD_FILE", "kafka.sasl.password_file"),
        ("STREAMGAUGE_IDENTITY_KEY_FILE", "identity.key_file"),
    ])
    func `a variable's name leads to its key`(name: String, path: String) throws {
        let found = try EnvironmentNames.path(of: name)
        #expect(found == path)
    }

    @Test func `values of single keys are taken as they are`() throws {
        let settings = try offline(
            "",
            environment: [
                "STREAMGAUGE_KAFKA_SASL_PASSWORD": "\"a: ${b} #c",
                "STREAMGAUGE_WINDOWS": "[1m, 1h]",
                "STREAMGAUGE_INPUTS_0_TOPIC": "t",
            ]
        )
        #expect(settings.kafkaProperty("sasl.password") == "\"a: ${b} #c")
        #expect(settings.windows.count == 2)
        #expect(settings.inputs.map(\.topics) == [["t"]])
    }

    @Test func `an unknown variable is an error with the nearest known one`() {
        #expect(
            faults("", environment: ["STREAMGAUGE_HTP_LISTEN": "x", "HOME": "/"]) == [
                "STREAMGAUGE_HTP_LISTEN: no key has this variable;"
                    + " unset it; the nearest known variable is `STREAMGAUGE_HTTP_LISTEN`"
            ]
        )
    }

    @Test func `an error in a value names the variable`() {
        #expect(
            faults("http: {series: 5}", environment: ["STREAMGAUGE_HTTP_SERIES": "x"]) == [
                "STREAMGAUGE_HTTP_SERIES: `http.series` must be a whole number, not `x`;"
                    + " write digits only, such as 1000"
            ]
        )
    }

    @Test(arguments: [
        "STREAMGAUGE_SERVICE_HOST", "STREAMGAUGE_SERVICE_PORT", "STREAMGAUGE_SERVICE_PORT_HTTP",
        "STREAMGAUGE_PORT", "STREAMGAUGE_PORT_8080_TCP", "STREAMGAUGE_PORT_8080_TCP_ADDR",
        "STREAMGAUGE_KAFKA_PORT_9092_TCP_PROTO", "STREAMGAUGE_KAFKA_SERVICE_HOST",
    ])
    func `what Kubernetes sets for services of that name is left alone`(name: String) throws {
        let settings = try offline("", environment: [name: "tcp://10.0.0.1:8080"])
        #expect(settings.kafka.isEmpty)
    }
}
