// SPDX-License-Identifier: Apache-2.0

/// How many early values are told at a time.
public enum LivePace {
    /// The most values of one reading of the running windows.
    ///
    /// - Parameters:
    ///   - every: how often they are read, ms: of the clock in the daemon, of event time in a
    ///     replay.
    ///   - maximumPerSecond: `output.max_early`.
    /// - Returns: at least one, so that every value comes at some time.
    public static func room(every: Int64, maximumPerSecond: Int) -> Int {
        max(1, Int(Int64(maximumPerSecond) * every / 1_000))
    }
}
