// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Makes calls that may never return on a thread of its own, one after the other.
///
/// The library bounds its transactional calls itself, but some have been seen to hang (its issue
/// 4420). Then its user goes on; the thread and what the call holds stay until the process ends.
final class WatchedThread: Sendable {
    private let queue = DispatchQueue(label: "kafka-transactions")

    /// Makes a call and waits for it.
    ///
    /// - Parameters:
    ///   - milliseconds: how long to wait; calls before it count.
    ///   - call: keeps alive what it needs.
    /// - Returns: what the call returned; nil when it had not by then.
    func run<Answer: Sendable>(
        withinMilliseconds milliseconds: Int,
        _ call: @escaping @Sendable () -> Answer
    ) -> Answer? {
        let reply = Reply<Answer>()
        queue.async {
            let answer = call()
            reply.content.withLock { $0 = answer }
            reply.arrived.signal()
        }
        guard reply.arrived.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else {
            return nil
        }
        return reply.content.withLock { $0 }
    }

    private final class Reply<Answer: Sendable>: Sendable {
        let content = Mutex<Answer?>(nil)
        let arrived = DispatchSemaphore(value: 0)
    }
}
