// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// When each thread of the engine last came by, monotonic ms. Any thread.
final class Heartbeats: Sendable {
    private let commit = Atomic<Int64>(0)
    private let live = Atomic<Int64>(0)

    func beatCommit() { commit.store(SystemClock.monotonic, ordering: .relaxed) }

    func beatLive() { live.store(SystemClock.monotonic, ordering: .relaxed) }

    /// How long ago each thread came by, s; 0 before its first time.
    func ages(_ ingest: IngestStatus) -> [(name: String, seconds: Double)] {
        let now = SystemClock.monotonic
        let beats = [
            ("ingest", ingest.current.heartbeat),
            ("commit", commit.load(ordering: .relaxed)),
            ("live", live.load(ordering: .relaxed)),
        ]
        return beats.map { name, beat in (name, beat == 0 ? 0 : Double(now - beat) / 1_000) }
    }
}
