// SPDX-License-Identifier: Apache-2.0

import KPIs

/// What was told, and is to be told.
extension StateCarrying {
    /// When windows close next, by group, and what is known of windows that are judged early.
    mutating func carryEmission() throws(StateError) {
        var reader = try image.single(.emission)
        var writer = StateWriter()
        // When the watermark was known first, and from when on everything was seen.
        writer.write(try reader.read(count: 8 + 8))
        try carryGroups(&reader, &writer)
        try carryEarly(&reader, &writer)
        image.replace(.emission, with: writer.bytes)
    }

    /// Keys that wait for a revision, were told or were revised, of the outputs that there still are.
    mutating func carryRevisions() throws(StateError) {
        let outputs = PlanCorrespondence.inverse(new.outputs.indices.map(sameSeries))
        try image.rewrite(.revisions) { reader, writer throws(StateError) in
            while !reader.isAtEnd {
                let output = Int(try reader.read(UInt16.self))
                let key = try RevisionLog.keyContent(&reader)
                guard let number = outputs[output] else { continue }
                writer.write(UInt16(number))
                writer.write(key)
            }
        }
    }

    /// The stored output that told the same keys: another definition has keys of its own.
    func sameSeries(_ output: Int) -> Int? {
        same.keepsDefinition(output, from: old, to: new) ? same.outputs[output] : nil
    }

    private func carryGroups(
        _ reader: inout StateReader,
        _ writer: inout StateWriter
    ) throws(StateError) {
        let stored = old.groups
        var contents: [(next: Int64, position: Int32, series: UInt32)] = []
        for _ in 0..<(try reader.read(UInt16.self)) {
            contents.append((try reader.read(), try reader.read(), try reader.read()))
        }
        guard contents.count == stored.count else {
            throw StateError(.damaged, "the state has other windows than it says")
        }
        writer.write(UInt16(new.groups.count))
        for members in new.groups {
            let known = stored.firstIndex { outputs in isSameGroup(outputs, members) }
            guard let known else {
                let next = begun(members, contents.map { ($0.next, $0.position) })
                writer.write(next ?? ClosingGroup.unbegun)
                writer.write(Int32(-1))
                writer.write(UInt32(0))
                continue
            }
            // Where the outputs are others, what was told of the next window is found by its keys.
            let isWhole = stored[known] == members.map(sameSeries)
            writer.write(contents[known].next)
            writer.write(isWhole ? contents[known].position : -1)
            writer.write(isWhole ? contents[known].series : 0)
        }
    }

    /// Where windows go on whose rows begin anew, as with another lateness: none of them is told twice.
    ///
    /// - Parameters:
    ///   - members: outputs of the new plan that close together.
    ///   - stored: where each stored group goes on, and up to which output its next window was told; -1: it
    ///     was not.
    /// - Returns: nil: nothing was told of these outputs.
    private func begun(_ members: [Int], _ stored: [(next: Int64, position: Int32)]) -> Int64? {
        let known = old.groups.indices.filter { group in
            stored[group].next != ClosingGroup.unbegun && stored[group].next != .max
                && old.groups[group].contains { before in
                    members.contains { isSameSeries(old.outputs[before], new.outputs[$0]) }
                }
        }
        let shape = WindowShape(text: new.outputs[members[0]].shape)
        return known.compactMap { group in
            let (next, position) = stored[group]
            // Which series of it were told the new rows do not know.
            return position < 0 ? next : shape?.start(1, after: next)
        }.max()
    }

    private func isSameSeries(_ before: StoredPlan.Output, _ after: StoredPlan.Output) -> Bool {
        before.definition == after.definition && isSameAlert(before, after)
    }

    private func isSameGroup(_ stored: [Int], _ members: [Int]) -> Bool {
        let (before, after) = (old.outputs[stored[0]], new.outputs[members[0]])
        return before.shape == after.shape && same.tables[after.table] == before.table
    }

    private func carryEarly(
        _ reader: inout StateReader,
        _ writer: inout StateWriter
    ) throws(StateError) {
        var contents: [Int: (openFrom: Int64, changed: [UInt32])] = [:]
        guard Int(try reader.read(UInt16.self)) == old.early.count else {
            throw StateError(.damaged, "the state judges other windows than it says")
        }
        for output in old.early {
            let openFrom: Int64 = try reader.read()
            var changed: [UInt32] = []
            for _ in 0..<(try reader.read(UInt32.self)) { changed.append(try reader.read()) }
            contents[output] = (openFrom, changed)
        }
        writer.write(UInt16(new.early.count))
        for output in new.early {
            let content = same.outputs[output].flatMap { contents[$0] }
            writer.write(content?.openFrom ?? .min)
            writer.write(UInt32(content?.changed.count ?? 0))
            for series in content?.changed ?? [] { writer.write(series) }
        }
    }
}
