// SPDX-License-Identifier: Apache-2.0

import KPIs

extension TargetBook {
    /// Series that are recorded together.
    static var blockSize: Int { 32 }

    /// Records how series stand, by output: of each what the target's state is, and the newest window.
    ///
    /// - Complexity: O(series with a target).
    func record(to recorder: inout StateRecorder) {
        for (output, entries) in entries.enumerated() where !entries.isEmpty {
            recorder.open(.targets, output)
            for first in stride(from: 0, to: entries.count, by: Self.blockSize) {
                recorder.part(first / Self.blockSize) { writer in
                    for entry in entries[first..<min(entries.count, first + Self.blockSize)] {
                        Self.write(entry, to: &writer)
                    }
                }
            }
            recorder.close()
        }
    }

    /// Writes what is known of a series, in as many bytes as of any other.
    static func write(_ entry: Entry, to writer: inout StateWriter) {
        let kept = entry.state.kept
        writer.write(kept.status)
        writer.write(kept.since)
        for age in kept.ages { writer.write(age) }
        writer.write(entry.newest)
    }

    /// Reads what is known of a series.
    static func read(from reader: inout StateReader) throws(StateError) -> Entry {
        var kept = TargetState.Kept()
        kept.status = try reader.read()
        kept.since = try reader.read()
        for place in kept.ages.indices { kept.ages[place] = try reader.read() }
        return Entry(state: TargetState(kept), newest: try reader.read())
    }

    /// Takes what was recorded into a book of nothing.
    mutating func restore(from image: StateImage) throws(StateError) {
        let before = changed
        for output in targets.indices where targets[output] != nil {
            for part in image.section(.targets, output) {
                var content = part.content
                var series = UInt32(part.number * Self.blockSize)
                while !content.isAtEnd {
                    set(try Self.read(from: &content), output, series)
                    series += 1
                }
            }
        }
        // What was restored is no change.
        changed = before
    }

    /// Writes what is known of the windows that ended before they are final.
    func writeEarly(to writer: inout StateWriter) {
        writer.write(UInt16(earlyOutputs.count))
        for place in earlyOutputs.indices {
            writer.write(openFrom[place])
            writer.write(UInt32(changed[place].count))
            for series in changed[place].sorted() { writer.write(series) }
        }
    }

    /// Reads it.
    mutating func readEarly(from reader: inout StateReader) throws(StateError) {
        guard Int(try reader.read(UInt16.self)) == earlyOutputs.count else {
            throw StateError(.otherDefinitions, "the state has targets of other definitions")
        }
        for place in earlyOutputs.indices {
            openFrom[place] = try reader.read()
            for _ in 0..<(try reader.read(UInt32.self)) {
                changed[place].insert(try reader.read())
            }
        }
    }
}
