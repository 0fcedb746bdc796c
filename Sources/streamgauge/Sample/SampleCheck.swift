// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Pipeline
import Settings

/// `check --sample`: what the daemon would understand of real records.
struct SampleCheck {
    /// The most records of one input.
    static let limit = 100_000

    private let blueprint: Blueprint
    private let count: Int

    /// A check of so many records of each input.
    init(_ blueprint: Blueprint, count: Int) {
        self.blueprint = blueprint
        self.count = count
    }

    /// Prints what the newest records of each input topic hold.
    func runOnTopics() throws(ProgramError) {
        let sampler = try TopicSampler(blueprint.kafka)
        let known = sampler.topics.map(\.name)
        var sources = InputSources(blueprint.settings.inputs, topics: known)
        var topics: [(name: String, source: Int, partitions: [TopicPartition])] = []
        for name in names(among: known) {
            guard let source = sources.number(of: name) else { continue }
            topics.append((name, source, try sampler.partitions(of: name)))
        }
        var run = SampleRun(blueprint, sources: sources.sources)
        let firsts = topics.map { topic in
            run.addInput(topic.name, source: topic.source, partitions: topic.partitions.count)
        }
        for (topic, first) in zip(topics, firsts) {
            try read(topic.partitions, numberedFrom: first, with: sampler, into: &run)
        }
        try report(&run)
    }

    /// The input topics, each once.
    private func names(among known: [String]) -> [String] {
        var seen: Set<String> = []
        return blueprint.settings.inputs.flatMap { input in
            input.topics + (input.pattern.map { InputSources.matching(known, $0) } ?? [])
        }.filter { seen.insert($0).inserted }
    }

    private func read(
        _ partitions: [TopicPartition],
        numberedFrom first: Int,
        with sampler: TopicSampler,
        into run: inout SampleRun
    ) throws(ProgramError) {
        let share = (count + partitions.count - 1) / partitions.count
        for (number, partition) in partitions.enumerated() {
            try sampler.read(newest: share, of: partition) { batch, index in
                let record = batch.record(at: index)
                run.take(
                    record.value,
                    headers: batch.storedHeaders(at: index),
                    timestamp: record.timestamp,
                    partition: first + number,
                    place: "\(partition) offset \(batch.offset(at: index))"
                )
            }
        }
    }

    /// Prints what the first records of files hold, each file an input of one source.
    func run(on paths: [String], of source: IngestConfiguration.Source) throws(ProgramError) {
        var run = SampleRun(blueprint, sources: [source])
        let partitions = paths.map { run.addInput($0, source: 0, partitions: 1) }
        for (path, partition) in zip(paths, partitions) {
            var lines = LineReader(
                InputBytes(try InputFile(path)),
                lengthLimit: run.lengthLimit
            )
            while lines.number < count, try lines.advance() {
                run.take(
                    lines.line,
                    timestamp: -1,
                    partition: partition,
                    place: "line \(lines.number)"
                )
            }
        }
        try report(&run)
    }

    private func report(_ run: inout SampleRun) throws(ProgramError) {
        run.finish()
        var text = run.samples.indices.map { run.text(ofInput: $0) }.joined()
        if run.samples.isEmpty { text += "\nno topic to read\n" }
        if !blueprint.tables.isEmpty { text += "\nside tables are not read here\n" }
        let types = run.samples.reduce(into: Set<EventType>()) { $0.formUnion($1.types.keys) }
        text += SampledKPIs(blueprint.plan, counted: run.counted, types: types).text
        try StandardOutput.write(text)
    }
}
