// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The clocks of the machine, in ms unless a name says otherwise.
public enum SystemClock {
    /// Time that only goes forward, since some beginning.
    public static var monotonic: Int64 { read(CLOCK_MONOTONIC) }

    /// The same time in ns, for what may be shorter than a millisecond.
    public static var monotonicNanoseconds: Int64 {
        let time = now(of: CLOCK_MONOTONIC)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Time since 1970 UTC.
    public static var wall: Int64 { read(CLOCK_REALTIME) }

    /// Lets the calling thread sleep.
    public static func sleep(milliseconds: Int64) {
        var pause = timespec(
            tv_sec: Int(milliseconds / 1_000),
            tv_nsec: Int(milliseconds % 1_000) * 1_000_000
        )
        unsafe nanosleep(&pause, nil)
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        let time = now(of: clock)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    private static func now(of clock: clockid_t) -> timespec {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return time
    }
}
