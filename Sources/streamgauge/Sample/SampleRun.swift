// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Pipeline
import Settings

/// Takes records of some inputs through the daemon's own way and notes what becomes of them.
struct SampleRun: ~Copyable {
    /// The most values copied at once.
    private static var batchLimit: Int { 20_000 }

    /// What each input's records hold, in the order in which inputs were added.
    private(set) var samples: [InputSample] = []
    /// KPIs that had something to count, by their place in the plan.
    private(set) var counted: Set<Int> = []

    private let blueprint: Blueprint
    private let configuration: IngestConfiguration
    private var ingester: RecordIngester
    private var aggregator: Aggregator
    private var decoding: [SampleDecoding] = []
    /// Of each partition the next offset, and the place of its sample.
    private var partitions: [(offset: Int64, sample: Int)] = []

    /// A run without records yet.
    ///
    /// - Parameters:
    ///   - blueprint: what is counted.
    ///   - sources: all that inputs will be of.
    init(_ blueprint: Blueprint, sources: [IngestConfiguration.Source]) {
        self.blueprint = blueprint
        configuration = blueprint.ingest(sources)
        ingester = RecordIngester(configuration, keepsRejected: true)
        aggregator = Aggregator(
            blueprint.aggregator(ingester.dictionaries, start: nil, completeFrom: .min)
        )
    }

    /// The most bytes of a record.
    var lengthLimit: Int { configuration.schema.sizeLimit }

    /// Adds an input; all are added before the first record, because time goes on when each has one.
    ///
    /// - Parameters:
    ///   - name: what the report calls it.
    ///   - source: the number of its source.
    ///   - count: how many partitions it has, at least 1.
    /// - Returns: the number of its first partition.
    mutating func addInput(_ name: String, source: Int, partitions count: Int) -> Int {
        let definition = configuration.sources[source]
        samples.append(InputSample(name: name, source: definition, dimensions: Dimension.allCases))
        decoding.append(SampleDecoding(definition, configuration.schema))
        for _ in 0..<count {
            ingester.addPartition(source: source)
            _ = aggregator.addPartition(source: UInt64(source) + 1)
            partitions.append((0, samples.count - 1))
        }
        return partitions.count - count
    }

    /// Takes a record.
    ///
    /// - Parameters:
    ///   - value: nil: it has none.
    ///   - headers: as Kafka stores them; nil: it has none.
    ///   - timestamp: the record's, ms; negative: none.
    ///   - partition: its number.
    ///   - place: where it was read, for people.
    mutating func take(
        _ value: RawSpan?,
        headers: RawSpan? = nil,
        timestamp: Int64,
        partition: Int,
        place: @autoclosure () -> String
    ) {
        let (offset, sample) = partitions[partition]
        partitions[partition].offset += 1
        ingester.ingest(
            value: value,
            key: nil,
            headers: headers,
            timestamp: timestamp,
            offset: offset,
            partition: partition,
            now: max(0, aggregator.watermark),
            to: &aggregator
        )
        if !ingester.rejected.records.isEmpty {
            samples[sample].note(ingester.rejected.take(), at: place())
        }
        samples[sample].beginRecord()
        // Headers alone may tell of an event.
        if let value {
            decode(value, headers, timestamp, of: sample)
        } else if headers != nil {
            decode(RawSpan(), headers, timestamp, of: sample)
        }
        while aggregator.isDue {
            note(aggregator.collect(limit: Self.batchLimit, now: max(0, aggregator.watermark)))
        }
    }

    private mutating func decode(
        _ value: RawSpan,
        _ headers: RawSpan?,
        _ timestamp: Int64,
        of sample: Int
    ) {
        decoding[sample].read(
            value,
            headers: headers,
            timestamp: timestamp,
            configuration.bounds,
            into: &samples[sample]
        )
    }

    /// What was found in an input, as lines for people.
    func text(ofInput number: Int) -> String {
        var counts = SampleCounts()
        for partition in partitions.indices where partitions[partition].sample == number {
            counts.add(ingester.counts(of: partition), aggregator.outcomes(of: partition))
        }
        return samples[number].text(
            counts,
            decoding[number].dictionaries,
            outOfOrderness: blueprint.settings.time.outOfOrderness.wholeMilliseconds
        )
    }

    /// Closes every window.
    mutating func finish() {
        // A partition without events would hold the time of the others.
        let now = max(0, aggregator.watermark)
        for partition in partitions.indices where aggregator.outcomes(of: partition).total == 0 {
            aggregator.endOfPartition(partition, now: now)
        }
        let idle = blueprint.settings.time.idle.wholeMilliseconds
        aggregator.tick(now: now + idle + 1, sourceIsHealthy: true)
        while note(aggregator.collect(limit: Self.batchLimit, now: 1 << 60)) {}
        while note(aggregator.finish(limit: Self.batchLimit, now: 1 << 60)) {}
    }

    @discardableResult
    private mutating func note(_ batch: ValueBatch) -> Bool {
        for value in batch.values where value.value.n > 0 {
            counted.insert(blueprint.plan.outputs[value.output].kpi)
        }
        return !batch.values.isEmpty
    }
}
