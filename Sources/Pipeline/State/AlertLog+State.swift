// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The parts of the alerts: which fire, by hash of their keys (index 0), the last changes (index 1),
/// how far receivers have been told (index 2) and the changes before the last that somebody is yet to be
/// told, by position (index 3).
extension AlertLog {
    private static var firing: Int { 0 }
    private static var changes: Int { 1 }
    private static var told: Int { 2 }
    private static var waiting: Int { 3 }
    private static var partCount: Int { 64 }
    /// Changes in a part of those that wait, so that a commit writes the newest part and the oldest only.
    private static var waitingEach: UInt64 { 64 }
    /// More parts than `AlertReceivers.mostWaiting` changes can be in.
    private static var waitingParts: UInt64 { 256 }

    /// Records what changed since the commit before.
    ///
    /// - Complexity: O(alerts that fire, with a logarithm, and changes that came to wait, or are written in
    ///   their turn).
    func record(to recorder: inout StateRecorder) {
        let reading = staged
        var parts: [[AlertChange]] = Array(repeating: [], count: Self.partCount)
        for change in reading.firing.values {
            let hash = XXHash64.hash(Array(change.key.utf8)[...])
            parts[Int(hash % UInt64(Self.partCount))].append(change)
        }
        recorder.open(.alerts, Self.firing)
        for (number, changes) in parts.enumerated() where !changes.isEmpty {
            recorder.part(number) { writer in
                for change in changes.sorted(by: { $0.key < $1.key }) { change.write(to: &writer) }
            }
        }
        recorder.close()
        recorder.open(.alerts, Self.changes)
        if reading.count > 0 {
            recorder.part(0) { writer in
                writer.write(reading.count)
                for change in reading.changes { change.write(to: &writer) }
            }
        }
        recorder.close()
        // First, as who is told meanwhile lets go of what waits: what is left over is trimmed by the start.
        recordWaiting(to: &recorder)
        let told = receivers.positions.sorted { $0.key < $1.key }
        recorder.open(.alerts, Self.told)
        if !told.isEmpty {
            recorder.part(0) { writer in
                for (name, position) in told {
                    writer.write(text: name)
                    writer.write(position)
                }
            }
        }
        recorder.close()
    }

    private func recordWaiting(to recorder: inout StateRecorder) {
        var (position, rest) = olderWaiting
        recorder.open(.alerts, Self.waiting)
        while !rest.isEmpty {
            let part = position / Self.waitingEach
            let first = position
            let changes = rest.prefix(Int((part + 1) * Self.waitingEach - first))
            rest = rest.dropFirst(changes.count)
            position += UInt64(changes.count)
            recorder.part(
                Int(part % Self.waitingParts),
                // What a position names never changes.
                fingerprint: HashMix.combine(first, position)
            ) { writer in
                for (number, change) in zip(first..., changes) {
                    writer.write(number)
                    change.write(to: &writer)
                }
            }
        }
        recorder.close()
    }

    /// Takes what was recorded into a log of nothing.
    func restore(from image: StateImage) throws(StateError) {
        var firing: [AlertChange] = []
        for part in image.section(.alerts, Self.firing) {
            var content = part.content
            while !content.isAtEnd { firing.append(try AlertChange(from: &content)) }
        }
        var (changes, count): ([AlertChange], UInt64) = ([], 0)
        for part in image.section(.alerts, Self.changes) {
            var content = part.content
            count = try content.read()
            while !content.isAtEnd { changes.append(try AlertChange(from: &content)) }
        }
        var told: [String: UInt64] = [:]
        for part in image.section(.alerts, Self.told) {
            var content = part.content
            while !content.isAtEnd { told[try content.readText()] = try content.read() }
        }
        restore(
            firing: firing,
            changes: changes,
            count: count,
            told: told,
            waiting: try Self.waiting(in: image, upTo: count, before: changes.count)
        )
    }

    /// The changes that wait, up to the last ones: `kept` of all `count` since the state began.
    private static func waiting(
        in image: StateImage,
        upTo count: UInt64,
        before kept: Int
    ) throws(StateError) -> [AlertChange] {
        var changes: [(position: UInt64, change: AlertChange)] = []
        for part in image.section(.alerts, waiting) {
            var content = part.content
            while !content.isAtEnd {
                changes.append((try content.read(), try AlertChange(from: &content)))
            }
        }
        changes.sort { $0.position < $1.position }
        let end = Int64(bitPattern: count) - Int64(kept)
        let first = end - Int64(changes.count) + 1
        guard end >= 0,
            zip(first..., changes).allSatisfy({ $0 == Int64(bitPattern: $1.position) })
        else { throw StateError(.damaged, "changes of alerts that wait are not without a gap") }
        return changes.map(\.change)
    }

    /// Takes the statuses that turned up to a barrier.
    ///
    /// - Returns: the alerts to be written.
    func stage(_ turns: [TargetTurn], _ maker: SnapshotMaker) -> [AlertChange] {
        guard !turns.isEmpty else { return [] }
        return stage(turns.map { $0.named(by: maker) }, emitted: SystemClock.wall)
    }
}

extension AlertChange {
    fileprivate func write(to writer: inout StateWriter) {
        for text in [name, status.rawValue, severity.rawValue, kpi, window, key] {
            writer.write(text: text)
        }
        writer.write(since)
        writer.write(UInt16(dimensions.count))
        for dimension in dimensions {
            writer.write(text: dimension.name)
            writer.write(text: dimension.value)
        }
        writer.write(counted: json)
    }

    fileprivate init(from reader: inout StateReader) throws(StateError) {
        let name = try reader.readText()
        let status = Status(rawValue: try reader.readText())
        let severity = Severity(rawValue: try reader.readText())
        guard let status, let severity else {
            throw StateError(.otherVersion, "the state has alerts of an unknown kind")
        }
        let kpi = try reader.readText()
        let window = try reader.readText()
        let key = try reader.readText()
        let since: Int64 = try reader.read()
        var dimensions: [(name: String, value: String)] = []
        for _ in 0..<(try reader.read(UInt16.self)) {
            dimensions.append((try reader.readText(), try reader.readText()))
        }
        self.init(
            name: name,
            status: status,
            severity: severity,
            kpi: kpi,
            dimensions: dimensions,
            window: window,
            since: since,
            key: key,
            json: try reader.readCounted()
        )
    }
}
