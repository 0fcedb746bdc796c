// SPDX-License-Identifier: Apache-2.0

import Kafka
import Settings
import YAMLText

extension Blueprint {
    /// Kafka properties with wrong or contradictory values, and files of keys that cannot be read.
    ///
    /// Makes a client of each kind to find them, without a broker to connect to.
    var clientErrors: [SettingsError] {
        var properties = kafka
        properties["bootstrap.servers"] = nil
        properties["metadata.broker.list"] = nil
        do throws(KafkaError) {
            try KafkaConsumer(properties: properties).close(withinMilliseconds: 1_000)
            _ = try KafkaProducer(properties: properties)
            return []
        } catch {
            // The sentence names the property, if it is about one.
            let words = error.reason.split(whereSeparator: \.isWhitespace).map(String.init)
            let name = settings.kafka.map(\.name).first { words.contains($0) }
            let path = name.map { "kafka.\($0)" } ?? "kafka"
            return [
                settings.error(at: path, words.joined(separator: " "), hint: "correct or remove it")
            ]
        }
    }
}
