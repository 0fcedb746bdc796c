// SPDX-License-Identifier: Apache-2.0

import Kafka
import Testing

struct KafkaPropertiesTests {
    @Test func `a misspelled property is an error with the nearest name`() {
        let error = #expect(throws: KafkaError.self) {
            try KafkaConsumer(properties: ["bootstrap.server": "x"])
        }
        #expect(error?.code == .invalidArgument)
        #expect(
            error?.reason
                == "there is no Kafka property bootstrap.server, did you mean bootstrap.servers?"
        )
    }

    @Test func `a name like no other gets no suggestion`() {
        let error = #expect(throws: KafkaError.self) {
            try KafkaProducer(properties: ["quite.something.else.altogether": "x"])
        }
        #expect(
            error?.reason == "there is no Kafka property quite.something.else.altogether"
        )
    }

    @Test(arguments: [["fetch.max.bytes": "many"], ["isolation.level": "none"]])
    func `a wrong value is an error that names the property`(properties: KafkaProperties) {
        let error = #expect(throws: KafkaError.self) { try KafkaConsumer(properties: properties) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.reason.contains(properties.keys.first ?? "?") == true)
    }

    @Test func `properties that contradict each other are an error`() {
        let error = #expect(throws: KafkaError.self) {
            try KafkaProducer(properties: ["acks": "1"])
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.reason.contains("acks") == true)
    }

    @Test func `one set serves all kinds of clients`() throws {
        let properties = [
            "bootstrap.servers": "127.0.0.1:1", "linger.ms": "1", "fetch.min.bytes": "1",
            "compression.codec": "zstd", "group.id": "g", "security.protocol": "plaintext",
            "ssl.ca.location": "/nowhere", "message.max.bytes": "30000000",
        ]
        let consumer = try KafkaConsumer(properties: properties)
        let producer = try KafkaProducer(properties: properties)
        _ = try KafkaAdmin(properties: properties)
        var batch = RecordBatch()
        consumer.poll(into: &batch, timeoutMilliseconds: 0)
        producer.poll()
        for notice in consumer.takeNotices() + producer.takeNotices() {
            if case .log(let line) = notice { #expect(line.facility != "CONFWARN") }
        }
    }

    @Test func `the catalog knows names of all kinds`() {
        let names = PropertyCatalog.names
        #expect(names == names.sorted())
        for name in ["bootstrap.servers", "linger.ms", "fetch.max.bytes", "sasl.password", "acks"] {
            #expect(names.contains(name))
        }
        #expect(PropertyCatalog.nearest(to: "sasl.pasword") == "sasl.password")
        #expect(PropertyCatalog.nearest(to: "zzzzzzzzzzzzzzzzzz") == nil)
    }
}
