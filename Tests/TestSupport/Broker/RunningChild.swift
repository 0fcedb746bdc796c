// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Glibc
import Synchronization

/// A process that was started, and its end.
///
/// A thread waits for the end from the beginning: a child that has ended and that nobody has waited for
/// keeps the runner of exit tests, which looks for any child, from seeing its own.
final class RunningChild: Sendable {
    /// Of somebody who was waited for elsewhere, nothing is known but the end.
    private static let unknownStatus: Int32 = -1

    private let process: pid_t
    /// Nil: it was not waited for yet, so its number belongs to it.
    private let known = Mutex<Int32?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    /// A child of this process that nobody else waits for.
    init(_ process: pid_t) {
        self.process = process
        Thread.detachNewThread { self.watch() }
    }

    /// Its status, or the signal that ended it; nil: it runs.
    var status: Int32? { known.withLock { $0 } }

    /// Sends a signal, if it runs.
    func send(_ signal: Int32) {
        known.withLock { if $0 == nil { _ = kill(process, signal) } }
    }

    /// Waits for its end and returns its status, or the signal that ended it.
    func awaitEnd() -> Int32 {
        ended.wait()
        ended.signal()
        return status ?? Self.unknownStatus
    }

    /// Waits for its end; nil: it still runs.
    func awaitEnd(limitSeconds: Int) -> Int32? {
        guard ended.wait(timeout: .now() + .seconds(limitSeconds)) == .success else { return nil }
        ended.signal()
        return status
    }

    private func watch() {
        var info = unsafe siginfo_t()
        // Left to be taken below, where nobody can send it a signal any more.
        while unsafe waitid(P_PID, id_t(process), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        known.withLock { known in
            var word: Int32 = 0
            guard unsafe waitpid(process, &word, 0) == process else {
                known = Self.unknownStatus
                return
            }
            let signal = word & 0x7F
            known = signal == 0 ? word >> 8 & 0xFF : signal
        }
        ended.signal()
    }
}
