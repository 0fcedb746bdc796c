// SPDX-License-Identifier: Apache-2.0

import Kafka

/// Logs what Kafka clients tell, a repeated thing once until something else comes.
struct NoticeLog {
    private var last: KafkaError.Code?
    private var droppedCount = 0

    /// Logs that notices were dropped, if more were than before.
    mutating func tellDropped(_ count: Int, _ log: Log) {
        guard count > droppedCount else { return }
        log.warning("kafka: notices were dropped", [("count", "\(count - droppedCount)")])
        droppedCount = count
    }

    /// Logs a notice if it says something new.
    mutating func tell(_ notice: KafkaNotice, _ log: Log) {
        switch notice {
        case .statistics: return
        case .log(let line):
            log.debug(line.message, [("facility", line.facility)])
        case .error(let error):
            // Records that nobody will ever read: each loss is told.
            if error.code == .offsetNotThere { return log.error(error.reason) }
            // The reasons of one outage differ in their times only.
            guard error.code != last else { return }
            last = error.code
            log.warning("kafka: \(error.reason)")
        }
    }
}
