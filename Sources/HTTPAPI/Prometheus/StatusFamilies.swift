// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The families of the daemon's own numbers.
struct StatusFamilies {
    /// What is published.
    let state: PublishedState
    /// The version of the program.
    let version: String
    /// Who follows the stream.
    let streams: StreamCounts
    /// What the server counts of its clients.
    let server: ServerCounts
    /// How often settings were read again.
    let reloads: ReloadCounts

    /// Writes them.
    func write(to writer: inout ExpositionWriter) {
        writeTopics(to: &writer)
        writePartitions(to: &writer)
        write(Self.pollGap, state.status.pollGap, to: &writer)
        writeCommits(to: &writer)
        writeLevels(to: &writer)
        writeReceivers(to: &writer)
        writeServer(to: &writer)
        writeReloads(to: &writer)
        writer.write(Self.role) { samples in
            for role in PublishedStatus.Role.allCases {
                samples.add([("role", role.rawValue)], role == state.status.role ? 1 : 0)
            }
        }
        writer.write(Self.build) { $0.add([("version", version)], 1) }
    }

    private func writeTopics(to writer: inout ExpositionWriter) {
        write(Self.records, "outcome", to: &writer) { $0.records }
        write(Self.events, "outcome", to: &writer) { $0.events }
        write(Self.rejections, "reason", to: &writer) { $0.rejections }
    }

    private func write(
        _ family: MetricFamily,
        _ label: String,
        to writer: inout ExpositionWriter,
        _ counts: (PublishedStatus.Topic) -> [PublishedStatus.Count]
    ) {
        writer.write(family) { samples in
            for topic in state.status.topics {
                for count in counts(topic) {
                    let labels = [("topic", topic.name), (label, count.name)]
                    samples.add(labels, Double(count.sinceStart))
                }
            }
        }
    }

    private func writePartitions(to writer: inout ExpositionWriter) {
        let partitions = state.status.partitions.map { partition in
            let labels = [("topic", partition.topic), ("partition", "\(partition.partition)")]
            return (labels: labels, partition: partition)
        }
        writer.write(Self.watermark) { samples in
            for (labels, partition) in partitions {
                guard let watermark = partition.watermark else { continue }
                samples.add(labels, Double(watermark) / 1_000)
            }
        }
        writer.write(Self.lag) { samples in
            for (labels, partition) in partitions {
                guard let lag = partition.lag else { continue }
                samples.add(labels, Double(lag))
            }
        }
        writer.write(Self.lostRecords) { samples in
            for (labels, partition) in partitions {
                samples.add(labels, Double(partition.lostRecords))
            }
        }
    }

    private func writeCommits(to writer: inout ExpositionWriter) {
        let status = state.status
        write(Self.eventToSnapshot, status.eventToSnapshot, to: &writer)
        writer.write(Self.earlySkipped) { $0.add(Double(status.earlySkipped)) }
        writer.write(Self.commits) { samples in
            for count in status.commits {
                samples.add([("outcome", count.name)], Double(count.count))
            }
        }
        write(Self.commitDuration, status.commitDuration, to: &writer)
        writer.write(Self.commitPending) { $0.add(status.commitPendingSeconds) }
        writer.write(Self.violations) { $0.add(Double(status.conservationViolations)) }
        if let transitions = status.transitions {
            writer.write(Self.transitions) { $0.add(Double(transitions)) }
        }
        if let bytes = status.stateBytes {
            writer.write(Self.stateBytes) { $0.add(Double(bytes)) }
        }
        if let horizon = status.dedupHorizonSeconds {
            writer.write(Self.dedupHorizon) { $0.add(horizon) }
        }
    }

    private func write(
        _ family: MetricFamily,
        _ histogram: DurationHistogram,
        to writer: inout ExpositionWriter
    ) {
        writer.write(family) { samples in
            samples.addHistogram(
                upperBounds: histogram.upperBoundsSeconds,
                counts: histogram.counts,
                sum: histogram.sumSeconds
            )
        }
    }

    private func writeReceivers(to writer: inout ExpositionWriter) {
        let receivers = state.status.receivers.map { (label: ("receiver", $0.name), status: $0) }
        writer.write(Self.alertRequests) { samples in
            for (label, status) in receivers {
                for count in status.requests {
                    samples.add([label, ("outcome", count.name)], Double(count.count))
                }
            }
        }
        writer.write(Self.alertQueue) { samples in
            for (label, status) in receivers { samples.add([label], Double(status.waiting)) }
        }
        writer.write(Self.alertQueueLimit) { samples in
            for (label, status) in receivers { samples.add([label], Double(status.limit)) }
        }
        writer.write(Self.alertsDropped) { samples in
            for (label, status) in receivers { samples.add([label], Double(status.dropped)) }
        }
    }

    private func writeLevels(to writer: inout ExpositionWriter) {
        let status = state.status
        writer.write(Self.ringFill) { samples in
            for ring in status.rings { samples.add([("ring", ring.name)], ring.fillRatio) }
        }
        // Totals are held in any case: where there is nothing else, nothing can find no place.
        let isGrouped = state.series.contains { !$0.dimensions.isEmpty }
        let tables = status.tables + (isGrouped ? [shownSeries] : [])
        writer.write(Self.tableEntries) { samples in
            for table in tables { samples.add([("table", table.name)], Double(table.entries)) }
        }
        writer.write(Self.tableLimit) { samples in
            for table in tables { samples.add([("table", table.name)], Double(table.limit)) }
        }
        writer.write(Self.tableRefused) { samples in
            for table in status.tables {
                guard let refused = table.refused else { continue }
                samples.add([("table", table.name)], Double(refused))
            }
        }
        writer.write(Self.overflow) { samples in
            for count in status.overflows {
                samples.add([("dimension", count.name)], Double(count.count))
            }
        }
        writer.write(Self.droppedSeries) { $0.add(Double(state.droppedSeries)) }
    }

    /// The places of series that are shown; what finds none has a family of its own, as nothing of it is lost.
    private var shownSeries: PublishedStatus.Table {
        .init(name: "shown_series", entries: state.series.count, limit: state.seriesLimit)
    }

    private func writeReloads(to writer: inout ExpositionWriter) {
        writer.write(Self.reloads) { samples in
            samples.add([("result", "success")], Double(reloads.successes))
            samples.add([("result", "failure")], Double(reloads.failures))
        }
        writer.write(Self.lastReload) { $0.add(reloads.isLastSuccessful ? 1 : 0) }
        writer.write(Self.lastReloadTime) { $0.add(Double(reloads.lastSuccess)) }
    }

    private func writeServer(to writer: inout ExpositionWriter) {
        writer.write(Self.openStreams) { $0.add(Double(streams.open)) }
        writer.write(Self.streamLimit) { $0.add(Double(streams.limit)) }
        writer.write(Self.droppedStreams) { $0.add(Double(streams.dropped)) }
        writer.write(Self.connections) { $0.add(Double(server.connections)) }
        writer.write(Self.connectionLimit) { $0.add(Double(server.connectionLimit)) }
        writer.write(Self.bodyBytes) { $0.add(Double(server.bodyBytes)) }
        writer.write(Self.bodyLimit) { $0.add(Double(server.bodyByteLimit)) }
        writer.write(Self.failingAddresses) { $0.add(Double(server.failingAddresses)) }
        writer.write(Self.failingAddressLimit) { $0.add(Double(server.failingAddressLimit)) }
        writer.write(Self.refused) { samples in
            for reason in ServerCounts.Refusal.allCases {
                samples.add([("reason", reason.rawValue)], Double(server.refused(reason)))
            }
        }
        if let expiry = server.certificateExpiry {
            writer.write(Self.certificateExpiry) { $0.add(Double(expiry)) }
        }
    }
}
