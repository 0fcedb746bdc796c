// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kafka

/// Reads the whole topic into a stage and measures the process meanwhile.
struct Reading {
    private let name: String
    private let brokers: String
    private let topic: String
    private let events: Int

    init(_ arguments: Arguments) throws(Arguments.Misuse) {
        name = arguments.command
        brokers = try arguments.text("brokers")
        topic = try arguments.text("topic")
        events = try arguments.number("events")
    }

    /// Reads, and prints the measurement as one line of JSON.
    func run<Stage: ReadingStage & ~Copyable>(_ stage: inout Stage) throws {
        let consumer = try KafkaConsumer(properties: ["bootstrap.servers": brokers])
        let description = try KafkaAdmin(properties: ["bootstrap.servers": brokers]).topic(topic)
        stage.begin(partitionCount: description.partitions.count)
        try consumer.assign(description.partitions.map { ($0, .beginning) })
        var meter = Meter(events: events)
        var batch = RecordBatch()
        var count = 0
        while count < events {
            consumer.poll(into: &batch, timeoutMilliseconds: 50)
            for index in 0..<batch.count where batch.kind(at: index) == .record { count += 1 }
            stage.take(batch)
            meter.note(count)
            for case .error(let error) in consumer.takeNotices() { throw error }
        }
        let measurement = meter.measurement(of: name, findings: stage.findings)
        batch.clear()
        consumer.close()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        print(String(decoding: try encoder.encode(measurement), as: UTF8.self))
    }
}
