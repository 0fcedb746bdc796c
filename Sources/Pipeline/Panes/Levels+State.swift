// SPDX-License-Identifier: Apache-2.0

extension Levels {
    /// Records what changed: of each table and cell, what its series came to.
    ///
    /// - Complexity: O(series with a level).
    func record(to recorder: inout StateRecorder) {
        for (number, level) in ordered.enumerated() { level.record(number, to: &recorder) }
    }

    /// Takes what was recorded into levels of nothing.
    func restore(from image: StateImage) throws(StateError) {
        for (number, level) in ordered.enumerated() { try level.restore(number, from: image) }
    }
}

extension LevelTable {
    /// Records the blocks that anything was added to.
    func record(_ index: Int, to recorder: inout StateRecorder) {
        recorder.open(.levels, index)
        forEachBlock { block, values in
            recorder.part(block) { writer in
                for value in values { writer.write(value) }
            }
        }
        recorder.close()
    }

    /// Takes recorded blocks into a table of nothing.
    func restore(_ index: Int, from image: StateImage) throws(StateError) {
        for part in image.section(.levels, index) {
            var content = part.content
            var series = UInt32(part.number * Self.recordedBlock)
            while !content.isAtEnd {
                let value: Int64 = try content.read()
                if value != 0 { add(value, to: series) }
                series += 1
            }
        }
    }
}
