// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The threads of an engine, joined at its end.
final class EngineThreads: Sendable {
    private let threads = Mutex<[PipelineThread]>([])

    func add(_ thread: PipelineThread) { threads.withLock { $0.append(thread) } }

    func join() {
        for thread in threads.withLock({ $0 }) { thread.join() }
    }
}
