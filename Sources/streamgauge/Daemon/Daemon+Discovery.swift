// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline

/// Inputs that come and go while they are read.
extension Daemon {
    /// How often it is looked for them, ms, and how soon again where a topic seems to be gone.
    private static let (discoveryInterval, doubtInterval): (Int64, Int64) = (30_000, 5_000)

    /// Looks for inputs that came or went, if it is time.
    func discover() {
        let now = SystemClock.monotonic
        let interval = discovery.isInDoubt ? Self.doubtInterval : Self.discoveryInterval
        guard now - lastDiscovery >= interval else { return }
        lastDiscovery = now
        do throws(KafkaError) {
            let gone = try discovery.findGone(now: now)
            if !gone.isEmpty { engine.retire(topics: gone) }
            for topic in gone.sorted() { tellRetired(topic, .gone, count: nil) }
            let (found, faults) = try discovery.findMore()
            for fault in faults {
                log.warning(
                    "no new partitions of a topic can be found",
                    [("cause", fault.reason)]
                )
            }
            guard !found.isEmpty else { return }
            engine.add(found)
            log.info("new input partitions", [("count", "\(found.count)")])
        } catch {
            log.debug("looking for new partitions failed", [("cause", error.reason)])
        }
    }

    /// Tells of inputs of the state that are not read any more, by topic.
    func tellRetired(_ inputs: [InputPartition]) {
        let retired = inputs.filter { $0.retirement != nil }
        for (topic, members) in Dictionary(grouping: retired, by: \.partition.topic)
            .sorted(by: { $0.key < $1.key })
        {
            guard let reason = members[0].retirement else { continue }
            tellRetired(topic, reason, count: members.count)
        }
    }

    private func tellRetired(_ topic: String, _ reason: Retirement, count: Int?) {
        let words =
            switch reason {
            case .gone:
                "\(topic) does not exist any more: its partitions retire; a topic of that name that "
                    + "comes again is another one, read from its beginning"
            case .unnamed:
                "\(topic) is no input of the settings any more: its partitions retire, and stand where "
                    + "they are until it is one again"
            }
        log.warning(words, count.map { [("partitions", "\($0)")] } ?? [])
    }
}
