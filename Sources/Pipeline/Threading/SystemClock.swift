// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The clocks of the machine, in ms.
public enum SystemClock {
    /// Time that only goes forward, since some beginning.
    public static var monotonic: Int64 { read(CLOCK_MONOTONIC) }

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
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
