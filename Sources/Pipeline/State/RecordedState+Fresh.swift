// SPDX-License-Identifier: Apache-2.0

public import Events

extension RecordedState {
    /// The state of an application that has counted nothing yet: what a daemon goes on from as it
    /// does from any other.
    ///
    /// - Parameters:
    ///   - configuration: how state is kept; its image is of no interest.
    ///   - inputs: the input partitions by number, each with the offset to begin at; their sources are
    ///     numbered here.
    ///   - ingest: sources and decoding.
    ///   - aggregator: makes the aggregator's configuration once the dictionaries are there; it says
    ///     where the watermark begins and from when on everything is seen.
    /// - Returns: a delta that holds all of it; nil: there are too many inputs.
    public static func fresh(
        _ configuration: StateConfiguration,
        inputs: [StoredInput],
        ingest: IngestConfiguration,
        aggregator: ([ValueDictionary]) -> AggregatorConfiguration
    ) -> RecordedState? {
        let ingester = RecordIngester(ingest, keepsRejected: false)
        var counting = Aggregator(aggregator(ingester.dictionaries))
        var (inputs, sources) = (inputs, PartitionSources())
        for index in inputs.indices {
            let source = sources.add(inputs[index].sourceName)
            inputs[index].source = source
            guard counting.addPartition(source: UInt64(source)) != nil else { return nil }
        }
        var (first, second) = (configuration.recorder(), configuration.recorder())
        let delta = counting.record(to: &second, behind: ingester.record(inputs, to: &first))
        return RecordedState(
            delta: delta,
            isWhole: true,
            turns: configuration.turns,
            watermark: counting.watermark
        )
    }
}
