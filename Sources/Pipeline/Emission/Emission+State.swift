// SPDX-License-Identifier: Apache-2.0

import KPIs

extension Emission {
    /// Records when windows close next, what waits for a revision, and how targets stand.
    func record(to recorder: inout StateRecorder) {
        recorder.single(.emission) { writer in
            writer.write(began)
            writer.write(completeness.seenFrom)
            writer.write(UInt16(groups.count))
            for group in groups {
                writer.write(group.next)
                writer.write(Int32(group.closed?.position ?? -1))
                writer.write(group.closed?.series ?? 0)
            }
            targets.writeEarly(to: &writer)
        }
        revisions.record(to: &recorder)
        targets.record(to: &recorder)
    }

    /// Takes what was recorded.
    mutating func restore(
        from image: StateImage,
        clockOffset: Int64,
        watermark: Int64
    ) throws(StateError) {
        var content = try image.single(.emission)
        let began: Int64 = try content.read()
        completeness.publish(seenFrom: try content.read())
        guard Int(try content.read(UInt16.self)) == groups.count else {
            throw StateError(.otherDefinitions, "the state has windows of other definitions")
        }
        for index in groups.indices {
            groups[index].next = try content.read()
            let position = Int(try content.read(Int32.self))
            let series: UInt32 = try content.read()
            if position >= 0 { groups[index].closed = (position, series) }
        }
        try targets.readEarly(from: &content)
        try revisions.restore(from: image, clockOffset: clockOffset)
        try targets.restore(from: image)
        resume(began: began, at: watermark)
    }
}
