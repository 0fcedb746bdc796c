// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The parts of the rules: what they say (index 0, one part), and series by hash (index 1).
extension RuleBook {
    private static var texts: Int { 0 }
    private static var series: Int { 1 }
    private static var partCount: Int { 64 }

    /// Records what changed since the commit before.
    ///
    /// - Complexity: O(series that are remembered, with a logarithm).
    func record(to recorder: inout StateRecorder) {
        recorder.open(.rules, Self.texts)
        recorder.part(0) { writer in
            for rule in rules {
                writer.write(text: rule.name)
                writer.write(text: rule.text(in: plan))
                // Once, the newest window that was not seen whole.
                writer.write(Int64.min)
            }
        }
        recorder.close()
        var all = entries.map { (rules[$0.key.rule].name, $0.value) }
        for (rule, stored) in zip(rules, stored) { all += stored.values.map { (rule.name, $0) } }
        var parts: [[[UInt8]]] = Array(repeating: [], count: Self.partCount)
        for (name, entry) in all {
            var writer = StateWriter()
            writer.write(text: name)
            writer.write(UInt16(entry.names.count))
            for value in entry.names {
                writer.write(value != nil)
                writer.write(text: value ?? "")
            }
            let hash = XXHash64.hash(writer.bytes[...])
            writer.write(entry.state.isFiring)
            writer.write(UInt16(entry.state.run))
            writer.write(entry.newest)
            parts[Int(hash % UInt64(Self.partCount))].append(writer.bytes)
        }
        recorder.open(.rules, Self.series)
        for (number, part) in parts.enumerated() where !part.isEmpty {
            recorder.part(number) { writer in
                let sorted = part.sorted { $0.lexicographicallyPrecedes($1) }
                for bytes in sorted { writer.write(bytes) }
            }
        }
        recorder.close()
    }

    /// Takes what was recorded into a book of nothing.
    ///
    /// Of rules that are gone, or judge another output or other series, nothing is taken. What a
    /// rule began under other words no longer counts, though what fires goes on until that ends it.
    mutating func restore(from image: StateImage) throws(StateError) {
        var texts: [String: String] = [:]
        let numbers = Dictionary(uniqueKeysWithValues: rules.indices.map { (rules[$0].name, $0) })
        for part in image.section(.rules, Self.texts) {
            var content = part.content
            while !content.isAtEnd {
                let name = try content.readText()
                texts[name] = try content.readText()
                _ = try content.read(Int64.self)
            }
        }
        for part in image.section(.rules, Self.series) {
            var content = part.content
            while !content.isAtEnd {
                let name = try content.readText()
                var entry = Entry()
                for _ in 0..<(try content.read(UInt16.self)) {
                    let isValue = try content.readFlag()
                    let text = try content.readText()
                    entry.names.append(isValue ? text : nil)
                }
                entry.state.isFiring = try content.readFlag()
                entry.state.run = Int(try content.read(UInt16.self))
                entry.newest = try content.read()
                take(entry, of: numbers[name], texts[name])
            }
        }
    }

    private mutating func take(_ entry: Entry, of rule: Int?, _ text: String?) {
        guard let rule else { return }
        var entry = entry
        if text != rules[rule].text(in: plan) {
            (entry.state.run, entry.newest) = (0, .min)
            guard !entry.state.isCalm, isOfSameOutput(text, rule, entry) else { return }
        }
        stored[rule][entry.names] = entry
    }

    /// Whether another text of a rule is of the output and series that it judges now.
    private func isOfSameOutput(_ text: String?, _ rule: Int, _ entry: Entry) -> Bool {
        let names = plan.dimensionNames(ofOutput: rules[rule].output)
        guard names.count == entry.names.count else { return false }
        return text?.hasPrefix(rules[rule].outputText(in: plan)) == true
            && rules[rule].judges(zip(names, entry.names).map { ($0, $1) })
    }
}

extension AlertLog {
    /// Judges the finals of a barrier.
    ///
    /// - Returns: the alerts to be written.
    func stage(
        _ batch: ValueBatch,
        _ rules: inout RuleBook?,
        _ maker: SnapshotMaker,
        _ baselines: RuleBaselines
    ) -> [AlertChange] {
        guard let turns = rules?.judge(batch.values, maker, baselines), let use = rules?.use else {
            return []
        }
        return stage(turns, use, emitted: SystemClock.wall)
    }
}
