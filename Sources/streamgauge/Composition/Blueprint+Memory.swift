// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import Pipeline
import Settings
import Sinks
import YAMLText

extension Blueprint {
    /// How much memory the limits come to.
    var budget: MemoryBudget {
        var configuration = aggregator
        configuration.keepsTransitions = settings.output.transitionsTopic != nil
        let expected = plan.outputs.map(\.expected.count).reduce(0, +)
        let tables = configuration.tableMemory(
            valueLimit: knownValues,
            dayLimit: settings.limits.dimensionValues + expected
        )
        var parts = tables.map { table in
            MemoryBudget.Part(
                name: table.name.replacing("_", with: " "),
                setting: Self.limits[table.name],
                limit: table.limit,
                bytes: table.bytes
            )
        }
        if !self.tables.isEmpty { parts.append(tableEntries) }
        parts.append(
            Self.values(
                "dimension values",
                "limits.dimension_values",
                dimensions: plan.dimensions,
                limit: knownValues,
                besides: DimensionAdmission.bytes(valueLimit: knownValues)
            )
        )
        parts.append(
            Self.values(
                "listed values",
                "limits.top_values",
                dimensions: plan.listedDimensions,
                limit: settings.limits.topValues
            )
        )
        parts.append(.init(name: "batches", bytes: 2 * configuration.batchBytes))
        parts.append(
            .init(
                name: "alerts to be told",
                bytes: AlertPush.bytes(
                    alertmanagers: settings.alerts.alertmanagers.count,
                    webhooks: settings.alerts.webhooks.count
                )
            )
        )
        let ruleBytes = AlertLog.mostRuleSeries * AlertLog.ruleSeriesBytes
        parts.append(
            .init(
                name: "series of rules",
                // Each rule has a byte for each number of a series.
                bytes: rules.isEmpty ? 0 : ruleBytes + rules.count * settings.limits.series
            )
        )
        parts.append(
            .init(name: "answers over HTTP", setting: "http.series", bytes: answerBytes)
        )
        parts.append(consumerQueue)
        parts.append(producerQueues)
        parts.removeAll { $0.bytes == 0 }
        return MemoryBudget(
            parts,
            historyLimit: settings.limits.history.bytes,
            availableBytes: settings.limits.memory.bytes
        )
    }

    /// Faults of limits and windows: more than there is room for.
    ///
    /// Where even the totals and the expected series find no rows, no lower limit helps.
    var memoryErrors: [SettingsError] { budgetErrors + rowErrors + historyErrors }

    /// A rule without anything to compare with would never fire.
    private var historyErrors: [SettingsError] {
        let needed = FinalHistory.leastBytes(of: plan, rules)
        let historyBytes = budget.historyBytes
        guard needed > historyBytes else { return [] }
        return [
            settings.error(
                at: "alerts.rules",
                "`alerts.rules` compare with a day or a week before, of which one series each takes "
                    + "\(MemoryBudget.size(needed)) of history; there are "
                    + MemoryBudget.size(historyBytes),
                hint: "raise `limits.history` or `limits.memory`, or judge longer windows"
            )
        ]
    }

    private var budgetErrors: [SettingsError] {
        let budget = budget
        guard budget.excessBytes > 0, let largest = budget.largest, let path = largest.setting
        else { return [] }
        return [
            settings.error(
                at: "limits.memory",
                "the limits come to \(MemoryBudget.size(budget.totalBytes)), more than "
                    + "`limits.memory` (\(MemoryBudget.size(budget.availableBytes)))",
                hint: "lower `\(path)` (\(MemoryBudget.size(largest.bytes)) of it) or raise "
                    + "`limits.memory`"
            )
        ]
    }

    private var rowErrors: [SettingsError] {
        var series = [Int](repeating: 0, count: plan.groupingSets.count)
        for output in plan.outputs {
            let set = plan.tables[output.table].groupingSet
            series[set] = max(series[set], output.expected.count)
        }
        series[0] = 1
        let needed = plan.tables.map { $0.rowsPerSeries * series[$0.groupingSet] }
        let total = needed.reduce(0, +)
        guard total > settings.limits.rows, let most = needed.max(),
            let index = needed.firstIndex(of: most)
        else { return [] }
        let table = plan.tables[index]
        return [
            settings.error(
                at: "limits.rows",
                "the windows need \(total) rows for the totals and expected series, more than "
                    + "`limits.rows` (\(settings.limits.rows)): those of "
                    + "\(DurationText.of(table.paneSize)) stay for "
                    + "\(DurationText.of(table.retention)) and take \(most)",
                hint: "remove that size from `windows` or raise `limits.rows`"
            )
        ]
    }

    private var tableEntries: MemoryBudget.Part {
        let limit = settings.limits.tableEntries
        return .init(
            name: "table entries",
            setting: "limits.table_entries",
            limit: limit,
            bytes: RecordIngester.tableBytes(limit: limit)
        )
    }

    private static func values(
        _ name: String,
        _ setting: String,
        dimensions: [Dimension],
        limit: Int,
        besides: Int = 0
    ) -> MemoryBudget.Part {
        .init(
            name: name,
            setting: setting,
            limit: dimensions.count * limit,
            bytes: dimensions.reduce(0) { sum, dimension in
                let hasIdentities = dimension == .object
                return sum + besides
                    + ValueDictionary.mostBytes(limit: limit, hasIdentities: hasIdentities)
            }
        )
    }

    /// Every ingest thread's consumer; a queue takes 3.3 times the payload that it is bounded by.
    private var consumerQueue: MemoryBudget.Part {
        let kilobytes = kilobytes("queued.max.messages.kbytes") ?? Self.consumerKilobytes
        return .init(
            name: "Kafka consumer queue",
            setting: "kafka.queued.max.messages.kbytes",
            bytes: settings.threads.ingest * kilobytes * 1_024 * 33 / 10
        )
    }

    /// One producer for finals and one for early values.
    private var producerQueues: MemoryBudget.Part {
        let own = KafkaProducer.QueueBounds().kilobytes + Self.earlyKilobytes
        let kilobytes = kilobytes("queue.buffering.max.kbytes").map { 2 * $0 } ?? own
        return .init(
            name: "Kafka producer queues",
            setting: "kafka.queue.buffering.max.kbytes",
            bytes: kilobytes * 1_024
        )
    }

    private func kilobytes(_ property: String) -> Int? { kafka[property].flatMap { Int($0) } }

    /// What the consumer sets where its user says nothing.
    private static let consumerKilobytes = 32_768
    /// The bound of the queue of early values.
    private static let earlyKilobytes = 16_384

    /// The setting that bounds each table.
    private static let limits = [
        "event_ids": "dedup.entries", "sessions": "limits.sessions",
        "messages": "limits.messages", "persons": "limits.actors",
        "resumed_sessions": "limits.sessions", "person_days": "limits.actors",
        "installations": "limits.actors", "totals": "limits.objects",
        "responses": "limits.responses", "invitations": "limits.responses",
        "spending": "limits.objects", "leads": "limits.actors", "buyers": "limits.actors",
        "touches": "limits.actors", "stages": "limits.actors", "threads": "limits.threads",
        "interactions": "limits.actors",
        "aliases": "limits.aliases", "series": "limits.series",
        "targets": "limits.series", "rows": "limits.rows",
    ]
}
