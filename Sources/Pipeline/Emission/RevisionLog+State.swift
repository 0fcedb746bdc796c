// SPDX-License-Identifier: Apache-2.0

extension RevisionLog {
    /// Keys are recorded by their hash in so many parts.
    private static var partCount: Int { 256 }

    /// What is known of a key, as bits.
    private enum Mark {
        static let pending: UInt8 = 1
        static let told: UInt8 = 2
        static let past: UInt8 = 4
        /// Beside `past`, of a window without revisions: in place of the time where its run ends.
        ///
        /// So an earlier program reads a window that was never revised.
        static let run: UInt8 = 8
    }

    /// Records the keys: output, series, start, what is known, and how often and when it was revised.
    ///
    /// - Complexity: O(keys, with a logarithm).
    func record(to recorder: inout StateRecorder) {
        var parts: [[EmissionKey]] = Array(repeating: [], count: Self.partCount)
        for key in pending.union(told).union(past.keys).union(runs.keys) {
            parts[Self.part(of: key)].append(key)
        }
        recorder.open(.revisions)
        for (number, keys) in parts.enumerated() where !keys.isEmpty {
            recorder.part(number) { [clockOffset = recorder.clockOffset] writer in
                for key in keys.sorted() { write(key, clockOffset, to: &writer) }
            }
        }
        recorder.close()
    }

    /// Takes recorded keys into a log of none.
    mutating func restore(from image: StateImage, clockOffset: Int64) throws(StateError) {
        for part in image.section(.revisions) {
            var content = part.content
            while !content.isAtEnd {
                let output = Int(try content.read(UInt16.self))
                let series: UInt32 = try content.read()
                let key = EmissionKey(output: output, series: series, start: try content.read())
                let marks: UInt8 = try content.read()
                if marks & Mark.pending != 0 { pending.insert(key) }
                if marks & Mark.told != 0 { told.insert(key) }
                guard marks & Mark.past != 0 else { continue }
                let count = Int(try content.read(UInt32.self))
                let at: Int64 = try content.read()
                if marks & Mark.run != 0 {
                    runs[key] = at
                } else {
                    past[key] = Past(count: count, at: at - clockOffset)
                }
            }
        }
    }

    /// Reads what stands of a key behind its output.
    ///
    /// - Returns: the bytes.
    static func keyContent(_ reader: inout StateReader) throws(StateError) -> [UInt8] {
        var content = try reader.read(count: 4 + 8 + 1)
        if content[12] & Mark.past != 0 { content += try reader.read(count: 4 + 8) }
        return content
    }

    private func write(_ key: EmissionKey, _ clockOffset: Int64, to writer: inout StateWriter) {
        var marks: UInt8 = pending.contains(key) ? Mark.pending : 0
        if told.contains(key) { marks |= Mark.told }
        let (past, run) = (past[key], runs[key])
        if past != nil { marks |= Mark.past }
        if past == nil, run != nil { marks |= Mark.past | Mark.run }
        writer.write(UInt16(key.output))
        writer.write(key.series)
        writer.write(key.start)
        writer.write(marks)
        if let past {
            writer.write(UInt32(past.count))
            writer.write(past.at + clockOffset)
        } else if let run {
            writer.write(UInt32(0))
            writer.write(run)
        }
    }

    private static func part(of key: EmissionKey) -> Int {
        let word = UInt64(key.output) << 32 | UInt64(key.series)
        return Int(HashMix.combine(word, UInt64(bitPattern: key.start)) % UInt64(partCount))
    }
}
