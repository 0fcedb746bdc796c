// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Takes SIGTERM and SIGINT as messages: made before any other thread, asked by the main thread.
struct SignalWatch {
    private var signals = sigset_t()

    /// Blocks the signals in this thread and all that it starts.
    init() {
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGTERM)
        unsafe sigaddset(&signals, SIGINT)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Waits for a signal; nil: none came in time.
    mutating func next(withinMilliseconds timeout: Int) -> Int32? {
        var time = timespec(tv_sec: timeout / 1_000, tv_nsec: timeout % 1_000 * 1_000_000)
        let signal = unsafe sigtimedwait(&signals, nil, &time)
        return signal > 0 ? signal : nil
    }

    /// From now on the next signal ends the process at once.
    mutating func restoreDefaults() {
        signal(SIGTERM, SIG_DFL)
        signal(SIGINT, SIG_DFL)
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}
