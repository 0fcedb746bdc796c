// SPDX-License-Identifier: Apache-2.0

import KPIs

extension JSONWriter {
    /// Writes counts as an object of numbers.
    mutating func value(_ counts: [PublishedStatus.Count]) {
        object { json in
            for count in counts { json.field(count.name, count.count) }
        }
    }

    /// Writes what came of a topic.
    mutating func value(_ topic: PublishedStatus.Topic) {
        object { json in
            json.field("topic", topic.name)
            json.field("records") { $0.value(topic.records) }
            json.field("events") { $0.value(topic.events) }
            json.field("rejected") { $0.value(topic.rejections) }
        }
    }

    /// Writes where a partition is.
    mutating func value(_ partition: PublishedStatus.Partition) {
        object { json in
            json.field("topic", partition.topic)
            json.field("partition", partition.partition)
            json.field("watermark", partition.watermark)
            json.field("lag", partition.lag)
            json.field("idle", partition.isIdle)
            json.field("lost_records", partition.lostRecords)
        }
    }

    /// Writes how full a table is.
    mutating func value(_ table: PublishedStatus.Table) {
        object { json in
            json.field("name", table.name)
            json.field("entries", table.entries)
            json.field("limit", table.limit)
            if let refused = table.refused { json.field("refused", refused) }
        }
    }

    /// Writes how it goes to tell a receiver of alerts.
    mutating func value(_ receiver: PublishedStatus.Receiver) {
        object { json in
            json.field("name", receiver.name)
            json.field("requests") { $0.value(receiver.requests) }
            json.field("waiting", receiver.waiting)
            json.field("limit", receiver.limit)
            json.field("dropped", receiver.dropped)
            json.field("trouble", receiver.trouble)
        }
    }

    /// Writes where a rejected record or event lies.
    mutating func value(_ example: RejectionExample) {
        object { json in
            json.field("topic", example.topic)
            json.field("partition", example.partition)
            json.field("offset", example.offset)
            if let index = example.index { json.field("index", index) }
            json.field("reason", example.reason)
            json.field("error", example.error)
            json.field("time", example.timestamp)
            json.field("count", example.count)
        }
    }

    /// Writes quantiles of a histogram: the upper ends of the buckets that hold them, `null` beyond
    /// the last.
    mutating func value(_ histogram: DurationHistogram) {
        object { json in
            json.field("p50", histogram.quantile(0.5))
            json.field("p99", histogram.quantile(0.99))
            json.field("count", histogram.count)
        }
    }
}
