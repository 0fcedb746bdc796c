// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

@testable import Settings

struct OverrideTests {
    @Test func `the command line wins over the environment, that over the file`() throws {
        let text = "http: {series: 2}\nlog: {level: error, format: json}\noutput: {topic: f}"
        let settings = try offline(
            text,
            overrides: ["http.series=3", "http.series=4"],
            environment: ["STREAMGAUGE_HTTP_SERIES": "5", "STREAMGAUGE_LOG_LEVEL": "debug"]
        )
        #expect(settings.http.series == 4)
        #expect(settings.log.level == .debug)
        #expect(settings.log.format == .json)
        #expect(settings.output.topic == "f")
        #expect(settings.output.earlyTopic == Settings().output.earlyTopic)
    }

    @Test func `a Kafka property keeps its dots and its text`() throws {
        let settings = try offline(
            "kafka: {bootstrap.servers: f, client.id: c}",
            overrides: ["kafka.bootstrap.servers=a:1,b:2", "kafka.sasl.password=*{x: #=y"]
        )
        #expect(settings.kafkaProperty("bootstrap.servers") == "a:1,b:2")
        #expect(settings.kafkaProperty("sasl.password") == "*{x: #=y")
        #expect(settings.kafkaProperty("client.id") == "c")
    }

    @Test func `lists and mappings are given as YAML, single values as they are`() throws {
        let settings = try offline(
            "time: {lateness: {10s: 20s}}",
            overrides: [
                "windows=[1m, 1h]", "time.lateness={1m: 30s}", "application='shop'",
                "inputs=[{topic: a}]", "http.listen=127.0.0.1:1",
            ]
        )
        #expect(settings.windows == [.tumbling(.seconds(60)), .tumbling(.seconds(3600))])
        #expect(settings.time.lateness.listed == [.seconds(60): .seconds(30)])
        #expect(settings.application == "shop")
        #expect(settings.inputs.map(\.topics) == [["a"]])
        #expect(settings.http.listen == ListenAddress(host: "127.0.0.1", port: 1))
    }

    @Test func `a section is merged key by key`() throws {
        let settings = try offline(
            "output: {topic: f, every: 2s}\nkafka: {a: 1, b: 2}",
            overrides: ["output={every: 3s, early: false}", "kafka={b: 3}"]
        )
        #expect(settings.output.topic == "f")
        #expect(settings.output.every == .seconds(3))
        #expect(settings.output.early == false)
        #expect(settings.kafka.map(\.value) == ["1", "3"])
    }

    @Test func `an index changes an entry or adds one`() throws {
        let settings = try offline(
            "inputs: [{topic: a, source: s}, {topic: b}]",
            overrides: ["inputs.0.topic=c", "inputs.2={topic: d}", "kpis.0.id=x"]
        )
        #expect(settings.inputs.map(\.topics) == [["c"], ["b"], ["d"]])
        #expect(settings.inputs.first?.source == "s")
        #expect(settings.kpis.map(\.id) == ["x"])
    }

    @Test(arguments: [
        (
            "http.listen",
            "--set http.listen: an override without `=` or without a key; write --set path=value, such as --set http.listen=127.0.0.1:9000"
        ),
        (
            "=5",
            "--set : an override without `=` or without a key; write --set path=value, such as --set http.listen=127.0.0.1:9000"
        ),
        (
            "http.lisen=x:1",
            "--set http.lisen: unknown key `http.lisen`; the nearest known key is `http.listen`"
        ),
        (
            "http.series=x",
            "--set http.series: `http.series` must be a whole number, not `x`; write digits only, such as 1000"
        ),
        (
            "http.series=",
            "--set http.series: `http.series` must be a whole number, not an empty value; write digits only, such as 1000"
        ),
        (
            "http.listen.x=1",
            "--set http.listen.x: `http.listen` must be a host and a port, not a mapping; write HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080"
        ),
        (
            "inputs.2.topic=a",
            "--set inputs.2.topic: the list has 1 entries, none to set at 2; indices count from 0, and 1 adds an entry"
        ),
        (
            "inputs.99999999999999999999.topic=a",
            "--set inputs.99999999999999999999.topic: the list has 1 entries, none to set at 99999999999999999999; indices count from 0, and 1 adds an entry"
        ),
        (
            "windows=[1m",
            "--set windows: not valid YAML: did not find expected ',' or ']'; check quotes, brackets and indentation"
        ),
        (
            "windows=[1m, 90s]",
            "--set windows: `windows`: 1m is no divisor of 90s, which follows it; list ascending sizes that divide each other, such as [10s, 1m, 1h, 1d]"
        ),
        (
            "output={every: 1s, every: 2s}",
            "--set output: duplicate key `every`, already set at --set output; keep one of them"
        ),
        (
            "state.shards=64",
            "--set state.shards: `state.shards` is not available in this version; remove it"
        ),
        ("a..b=1", "--set a..b: unknown key `a`; the nearest known key is `log`"),
    ])
    func `an error in an override names the override`(argument: String, message: String) {
        let text = "{inputs: [{topic: a}], http: {listen: \"h:1\"}}"
        #expect(faults(text, overrides: [argument]) == [message])
    }

    @Test func `an error of the file keeps its place beside overrides`() {
        #expect(
            faults("http: {series: x}", overrides: ["http.listen=h:1"]) == [
                "f.yaml:1:16: `http.series` must be a whole number, not `x`;"
                    + " write digits only, such as 1000"
            ]
        )
    }

    @Test func `without a file the overrides alone make settings`() throws {
        let settings = try Settings.load(
            file: nil,
            overrides: ["application=a", "kafka.bootstrap.servers=h:1", "inputs=[{topic: t}]"]
        )
        #expect(settings.application == "a")
        do {
            _ = try Settings.load(file: nil, overrides: ["http.listen=h:1"])
            Issue.record("accepted")
        } catch {
            #expect(error.first.description == "`application` is missing; add `application: NAME`")
        }
    }
}
