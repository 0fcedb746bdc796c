// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import Windowing

extension Engine {
    /// The daemon's own numbers now.
    ///
    /// Any thread.
    func publishedStatus() -> PublishedStatus {
        let ingest = ingestStatus.current
        let tables = aggregatorStatus.current
        var status = PublishedStatus()
        status.role = .leader
        status.topics = topics(ingest, tables)
        status.rejections = Self.examples(of: ingest, status.topics)
        status.partitions = partitions(ingest) + sidePartitions(ingest.tables)
        status.watermark = view.watermarks.current == .min ? nil : view.watermarks.current
        status.rings = ringLevel.fillRatio.map { [.init(name: "aggregate", fillRatio: $0)] } ?? []
        status.tables = tables.tables
        status.tables.append(
            .init(
                name: "partitions",
                entries: ingest.partitions.count + ingest.refusedPartitions,
                limit: view.watermarks.maximumPartitions
            )
        )
        status.tables += valueTables
        if let alerts = alerts?.current {
            status.tables.append(
                .init(
                    name: "alerts",
                    entries: alerts.firing.count,
                    limit: AlertLog.mostFiring,
                    refused: alerts.droppedCount
                )
            )
        }
        if alerts?.rules.isEmpty == false, let use = alerts?.ruleUse {
            status.tables.append(
                .init(
                    name: "alert_rules",
                    entries: use.entries,
                    limit: AlertLog.mostRuleSeries,
                    refused: use.refused
                )
            )
        }
        if let use = history?.use {
            status.tables.append(
                .init(name: "history", entries: use.points, limit: use.limit, refused: use.dropped)
            )
        }
        if !configuration.ingest.tables.isEmpty {
            status.tables.append(
                .init(
                    name: "table_entries",
                    entries: ingest.tables.entries + ingest.tables.refused,
                    limit: configuration.ingest.tableLimit
                )
            )
        }
        status.receivers = alerts?.receivers.statuses ?? []
        status.overflows =
            overflows + [.init(name: "series", count: UInt64(tables.refusedSeries))]
        status.dedupHorizonSeconds = tables.dedupHorizonSeconds
        status.pollGap = pollGaps.histogram
        status.commits = commits
        if configuration.keepsTransitions { status.transitions = port.transitionCount }
        if configuration.state != nil { status.stateBytes = port.stateByteCount }
        status.commitDuration = port.commitDurations
        let pending = port.pendingMilliseconds(at: SystemClock.monotonic)
        status.commitPendingSeconds = Double(pending) / 1_000
        status.conservationViolations = port.violationCount
        status.reasons = reasons(ingest, pendingMilliseconds: pending)
        status.isReady = status.reasons.isEmpty
        status.isLive = !hasFailed
        return status
    }

    /// Names of the tables of values, combinations and series in which nothing new gets a number.
    ///
    /// Any thread.
    public var fullTables: [String] {
        let isGrouped = zip(view.series, view.plan.groupingSets).contains { series, slots in
            !slots.isEmpty && series.count >= series.limit
        }
        // It is told of only where something is grouped.
        let combinations = aggregatorStatus.current.tables.contains { table in
            table.name == "combinations" && table.entries >= table.limit
        }
        return valueTables.filter { $0.entries >= $0.limit }.map(\.name)
            + (isGrouped ? ["series"] : []) + (combinations ? ["combinations"] : [])
    }

    /// How many values are known, of each dimension that is grouped by and each that is listed.
    private var valueTables: [PublishedStatus.Table] {
        let names =
            view.plan.dimensions.map { "values_\($0.key)" }
            + view.plan.listedDimensions.map { "listed_values_\($0.key)" }
        return zip(names, dictionaries).map { name, dictionary in
            .init(name: name, entries: dictionary.count, limit: dictionary.limit)
        }
    }

    /// How often values found no room, by dimension; one can be grouped by and listed.
    private var overflows: [PublishedStatus.Count] {
        let dimensions = view.plan.dimensions + view.plan.listedDimensions
        var counts: [Dimension: Int] = [:]
        for (dimension, dictionary) in zip(dimensions, dictionaries) {
            counts[dimension, default: 0] += dictionary.overflowCount
        }
        return Dimension.allCases.compactMap { dimension in
            counts[dimension].map { .init(name: dimension.key, count: UInt64($0)) }
        }
    }

    private var commits: [PublishedStatus.Count] {
        [
            .init(name: "committed", count: port.committedCount),
            .init(name: "failed", count: port.hasFailed ? 1 : 0),
        ]
    }

    /// A batch that takes longer is a reason not to rely on what is shown, ms.
    private static var longestCommit: Int64 { 120_000 }

    private func reasons(
        _ ingest: IngestStatus.Reading,
        pendingMilliseconds pending: Int64
    ) -> [String] {
        var reasons: [String] = []
        if port.hasFailed { reasons.append("a batch could not be written") }
        if pending > Self.longestCommit {
            reasons.append(
                "a batch cannot be written for \(pending / 1_000) s; the log tells why"
            )
        }
        let isAnyRead = ingest.partitions.count > ingest.retired.count
        // Who reads nothing asks no broker.
        let asks = isAnyRead || ingest.partitions.isEmpty
        if asks, !ingest.isConnected {
            reasons.append(ingest.refusal ?? "no broker can be reached")
        }
        if let failure = ingestStatus.failure { reasons.append(failure) }
        if ingest.tables.isLoading { reasons.append("side topics are read first") }
        if !isAnyRead { reasons.append("no input partition is read yet") }
        if ingest.refusedPartitions > 0 {
            reasons.append("\(ingest.refusedPartitions) input partitions are too many to be read")
        }
        if stopSignal.isRaised { reasons.append("the program is stopping") }
        return reasons
    }

    private func partitions(_ ingest: IngestStatus.Reading) -> [PublishedStatus.Partition] {
        // An aggregator on its own thread adds a partition some time after ingest lists it.
        let addedCount = view.watermarks.partitionCount
        return shown(ingest).map { index in
            let partition = ingest.partitions[index]
            let isAdded = index < addedCount && !ingest.retired.contains(index)
            let watermark = isAdded ? view.watermarks.watermark(of: index) : .min
            let end = isAdded ? consumer.cachedOffsets(of: partition)?.upperBound : nil
            var shown = PublishedStatus.Partition(
                topic: partition.topic,
                partition: partition.partition,
                watermark: watermark == .min ? nil : watermark,
                lag: ingest.counts[index].lag(behind: end),
                isIdle: index < addedCount && view.watermarks.isIdle(index)
            )
            shown.lostRecords = UInt64(ingest.counts[index].lost)
            return shown
        }
    }

    /// Numbers of the partitions that are shown.
    ///
    /// Those that are read, and those that went while they were, which may have lost records, until
    /// others have their names.
    private func shown(_ ingest: IngestStatus.Reading) -> [Int] {
        let read = ingest.partitions.indices.filter { !ingest.retired.contains($0) }
        let gone = ingestStatus.gone
        guard !gone.isEmpty else { return read }
        var names = Set(read.map { ingest.partitions[$0] })
        let left = gone.sorted(by: >).filter { names.insert(ingest.partitions[$0]).inserted }
        return (read + left).sorted()
    }

    private func topics(
        _ ingest: IngestStatus.Reading,
        _ tables: AggregatorStatus.Reading
    ) -> [PublishedStatus.Topic] {
        let names = Set(ingest.partitions.map(\.topic)).sorted()
        let inputs: [PublishedStatus.Topic] = names.map { name in
            let members = ingest.partitions.indices.filter { ingest.partitions[$0].topic == name }
            // Partitions of the state have the first numbers.
            let restored = members.filter { $0 < restoredRecords.count }
            return .init(
                name: name,
                of: TopicCounts(
                    records: members.map { ingest.counts[$0] },
                    restoredRecords: restored.map { restoredRecords[$0] },
                    events: members.filter { $0 < tables.outcomes.count }
                        .map { tables.outcomes[$0] },
                    restoredEvents: restored.map { restoredEvents[$0] }
                )
            )
        }
        return inputs + sideTopics(ingest.tables)
    }
}
