// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How often settings were read again while the program ran, for metrics.
public final class ReloadCounts: Sendable {
    // All relaxed: numbers for people, which order nothing.
    private let successCount = Atomic<UInt64>(0)
    private let failureCount = Atomic<UInt64>(0)
    private let isGood = Atomic(true)
    private let success: Atomic<Int64>

    /// Counts of nothing; the settings of the start were good.
    ///
    /// - Parameter start: When they were read, s since 1970.
    public init(start: Int64) { success = Atomic(start) }

    /// How often they were good; any thread.
    public var successes: UInt64 { successCount.load(ordering: .relaxed) }
    /// How often they were not; any thread.
    public var failures: UInt64 { failureCount.load(ordering: .relaxed) }
    /// Whether they were good the last time; any thread.
    public var isLastSuccessful: Bool { isGood.load(ordering: .relaxed) }
    /// When they were good the last time, s since 1970; any thread.
    public var lastSuccess: Int64 { success.load(ordering: .relaxed) }

    /// They were read again and are good.
    ///
    /// - Parameter time: Now, s since 1970.
    public func succeed(at time: Int64) {
        successCount.wrappingAdd(1, ordering: .relaxed)
        success.store(time, ordering: .relaxed)
        isGood.store(true, ordering: .relaxed)
    }

    /// They were read again and cannot be used.
    public func fail() {
        failureCount.wrappingAdd(1, ordering: .relaxed)
        isGood.store(false, ordering: .relaxed)
    }
}
