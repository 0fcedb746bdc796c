// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// When each thread of the engine last came by, monotonic ms.
///
/// Any thread.
final class Heartbeats: Sendable {
    private let began = Atomic<Int64>(0)
    private let commit = Atomic<Int64>(0)
    private let live = Atomic<Int64>(0)

    /// The threads start: one that never comes by is silent from now on.
    func begin() { began.store(SystemClock.monotonic, ordering: .relaxed) }

    func beatCommit() { commit.store(SystemClock.monotonic, ordering: .relaxed) }

    func beatLive() { live.store(SystemClock.monotonic, ordering: .relaxed) }

    /// How long ago each thread came by, s; 0 before the threads are started.
    func ages(_ ingest: IngestStatus) -> [(name: String, seconds: Double)] {
        let now = SystemClock.monotonic
        let began = began.load(ordering: .relaxed)
        let beats = [
            ("ingest", ingest.current.heartbeat),
            ("commit", commit.load(ordering: .relaxed)),
            ("live", live.load(ordering: .relaxed)),
        ]
        guard began > 0 else { return beats.map { name, _ in (name, 0) } }
        return beats.map { name, beat in (name, Double(now - max(beat, began)) / 1_000) }
    }
}
