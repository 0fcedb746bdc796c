// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Takes signals as messages: made before any other thread, asked by the main thread.
struct SignalWatch {
    /// What a signal asks for.
    enum Request {
        /// SIGTERM, SIGINT: to end.
        case stop
        /// SIGHUP: to read the settings again.
        case reload
    }

    private var signals = sigset_t()
    private let takesReload: Bool

    /// Blocks the signals in this thread and all that it starts.
    ///
    /// - Parameter takesReload: whether SIGHUP is a message, too; it ends the process otherwise.
    init(takesReload: Bool = false) {
        self.takesReload = takesReload
        unsafe sigemptyset(&signals)
        if takesReload { unsafe sigaddset(&signals, SIGHUP) }
        unsafe sigaddset(&signals, SIGTERM)
        unsafe sigaddset(&signals, SIGINT)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Waits for a signal; nil: none came in time.
    mutating func next(withinMilliseconds timeout: Int) -> Request? {
        var time = timespec(tv_sec: timeout / 1_000, tv_nsec: timeout % 1_000 * 1_000_000)
        let signal = unsafe sigtimedwait(&signals, nil, &time)
        guard signal > 0 else { return nil }
        return signal == SIGHUP ? .reload : .stop
    }

    /// From now on the next signal to stop ends the process at once; there is nothing to reload any more.
    mutating func restoreDefaults() {
        if takesReload { signal(SIGHUP, SIG_IGN) }
        signal(SIGTERM, SIG_DFL)
        signal(SIGINT, SIG_DFL)
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}
