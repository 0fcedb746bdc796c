// SPDX-License-Identifier: Apache-2.0

import Pipeline

/// How long the outputs of a stopping program still try.
struct StopDeadline {
    /// From when the stop is seen, ms.
    private static let patience: Int64 = 6_000

    private var stoppedAt: Int64?

    /// Whether the program was told to stop, and has tried for long enough.
    mutating func hasPassed(_ stop: StopSignal) -> Bool {
        guard stop.isRaised else { return false }
        let began = stoppedAt ?? SystemClock.monotonic
        stoppedAt = began
        return SystemClock.monotonic - began > Self.patience
    }
}
