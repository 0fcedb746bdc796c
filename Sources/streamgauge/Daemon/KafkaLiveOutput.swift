// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Pipeline
import Sinks
import Synchronization

/// Offers early values to their topic, as far as there is room.
///
/// Used by the live thread.
final class KafkaLiveOutput: LiveOutput {
    private let properties: KafkaProperties
    private let log: Log
    private let topic: Mutex<EarlyTopic>

    /// The producer at the start, whose notices are logged.
    let firstProducer: KafkaProducer

    init(topic: EarlyTopic, properties: KafkaProperties, log: Log) {
        self.properties = properties
        self.log = log
        firstProducer = topic.producer
        self.topic = Mutex(topic)
    }

    func offer(_ snapshot: Snapshot) -> Bool {
        topic.withLock { topic in
            switch topic.offer(snapshot, emitted: SystemClock.wall) {
            case .queued: return true
            case .queueFull: return false
            // An early value that cannot be written is replaced by the next one, or by the final.
            case .refused: return true
            }
        }
    }

    func serve() {
        topic.withLock { topic in
            _ = topic.serve()
            guard let lost = topic.lost else { return }
            log.warning("the producer of early values was lost", [("cause", lost.reason)])
            do throws(KafkaError) {
                topic.producer = try KafkaProducer(
                    properties: properties,
                    bounds: EarlyTopic.bounds
                )
            } catch {
                log.error("no new producer of early values", [("cause", error.reason)])
            }
        }
    }
}
