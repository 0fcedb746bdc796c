// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Tries, then yields, then sleeps for moments that double up to a bound.
///
/// The other side need not wake it, so publishing stays one store; the bound is the latency that
/// an idle thread adds.
public struct ParkingWaitStrategy: WaitStrategy {
    private let spins: Int
    private let yields: Int
    private let shortestNanoseconds: Int
    private let longestNanoseconds: Int
    private var fruitless = 0
    private var nextNanoseconds: Int

    /// Makes the strategy.
    ///
    /// - Parameters:
    ///   - spins: attempts before the first yield, at least 0.
    ///   - yields: yields before the first sleep, at least 0.
    ///   - shortest: the first sleep, above zero.
    ///   - longest: the bound of a sleep, from `shortest` to below one second.
    public init(
        spins: Int = 100,
        yields: Int = 10,
        shortest: Duration = .microseconds(20),
        longest: Duration = .microseconds(500)
    ) {
        precondition(spins >= 0 && yields >= 0, "A number of attempts is not negative.")
        precondition(
            shortest > .zero && shortest <= longest && longest < .seconds(1),
            "Sleeps are above zero and below a second."
        )
        self.spins = spins
        self.yields = yields
        shortestNanoseconds = Self.nanoseconds(shortest)
        longestNanoseconds = Self.nanoseconds(longest)
        nextNanoseconds = shortestNanoseconds
    }

    /// How long the sleep after the yields lasts next, in nanoseconds.
    var upcomingSleepNanoseconds: Int { nextNanoseconds }

    /// Returns at once, yields or sleeps, by the number of fruitless attempts.
    public mutating func wait() {
        if fruitless < spins + yields {
            if fruitless >= spins { _ = sched_yield() }
            fruitless += 1
            return
        }
        var moment = timespec(tv_sec: 0, tv_nsec: nextNanoseconds)
        // A signal may end it early; the caller tries again anyway.
        _ = unsafe nanosleep(&moment, nil)
        nextNanoseconds = min(nextNanoseconds * 2, longestNanoseconds)
    }

    /// Begins anew with attempts that return at once.
    public mutating func reset() {
        fruitless = 0
        nextNanoseconds = shortestNanoseconds
    }

    private static func nanoseconds(_ duration: Duration) -> Int {
        Int(duration.components.attoseconds / 1_000_000_000)
    }
}
