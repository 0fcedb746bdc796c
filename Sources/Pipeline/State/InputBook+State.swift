// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The part of the rules on inputs: which fire (index 2 of the rules).
extension InputBook {
    private static var firing: Int { 2 }

    /// Records what fires.
    func record(to recorder: inout StateRecorder) {
        recorder.open(.rules, Self.firing)
        let firing = rules.indices.filter(isFiring)
        if !firing.isEmpty {
            recorder.part(0) { writer in
                for rule in firing { writer.write(text: rules[rule].key) }
            }
        }
        recorder.close()
    }

    /// Takes what was recorded into a book of nothing.
    ///
    /// A rule that is gone, or watches something else, takes its alert with it; one whose bound is another
    /// goes on until that ends it.
    mutating func restore(from image: StateImage) throws(StateError) {
        for part in image.section(.rules, Self.firing) {
            var content = part.content
            while !content.isAtEnd {
                let key = try content.readText()
                if let rule = rules.firstIndex(where: { $0.key == key }) { setFiring(rule) }
            }
        }
    }
}

extension AlertLog {
    /// Judges how inputs are at a barrier.
    ///
    /// - Returns: the alerts to be written.
    func stage(
        _ contents: BarrierContents,
        _ rules: inout InputBook?,
        watermark: Int64,
        now: Int64
    ) -> [AlertChange] {
        let reading = InputBook.Reading(
            wall: contents.wall,
            watermark: watermark == .min ? nil : watermark,
            lag: contents.lag,
            partitions: contents.counts.count,
            events: contents.counts.reduce(0) { $0 + $1.events + $1.rejectedRecords },
            rejected: contents.counts.reduce(0) { $0 + $1.rejectedEvents + $1.rejectedRecords }
        )
        guard let turns = rules?.judge(reading, now: now), !turns.isEmpty else { return [] }
        return stage(turns)
    }
}
