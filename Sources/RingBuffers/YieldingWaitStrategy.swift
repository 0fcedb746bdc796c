// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Tries a few times, then offers the core to other threads before each further try.
public struct YieldingWaitStrategy: WaitStrategy {
    private let spins: Int
    private var fruitless = 0

    /// Makes the strategy.
    ///
    /// - Parameter spins: attempts before the first yield, at least 0.
    public init(spins: Int = 100) {
        precondition(spins >= 0, "A number of attempts is not negative.")
        self.spins = spins
    }

    /// Returns at once for the first attempts, yields after them.
    public mutating func wait() {
        guard fruitless >= spins else {
            fruitless += 1
            return
        }
        _ = sched_yield()
    }

    /// Begins anew with attempts that return at once.
    public mutating func reset() { fruitless = 0 }
}
